class A:
    def __int__(self): return 7
class B:
    def __index__(self): return 1
class C:
    def __int__(self): return "x"
print(int(A()), int(B()))  # expect: 7 1
print([10, 20, 30][B()], hex(B()), "abc"[B():])  # expect: 20 0x1 bc
try:
    int(C())
except TypeError as e:
    print(e)  # expect: __int__ returned non-int (type str)
