class A:
    def __repr__(self): return "repr A"
class B(A):
    def __str__(self): return "str B"
class C:
    def __str__(self): return 5
print(str(A()), str(B()), [B()], f"{B()!r}")  # expect: repr A str B [repr A] repr A
try:
    str(C())
except TypeError as e:
    print(e)  # expect: __str__ returned non-string (type int)
