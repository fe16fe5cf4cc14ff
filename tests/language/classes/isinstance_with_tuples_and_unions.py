class A: pass
class B(A): pass
print(isinstance(B(), (int, A)), issubclass(B, int | A), isinstance(1, (str, (float, int))))
for bad in (5, "int", [int]):
    try:
        isinstance(1, bad)
    except TypeError as e:
        print(e)
try:
    issubclass(5, int)
except TypeError as e:
    print(e)
# expect:
# True True True
# isinstance() arg 2 must be a type, a tuple of types, or a union
# isinstance() arg 2 must be a type, a tuple of types, or a union
# isinstance() arg 2 must be a type, a tuple of types, or a union
# issubclass() arg 1 must be a class
