class A: pass
class B(A): pass
print(issubclass(B, A), issubclass(A, B), issubclass(B, (int, A)))  # expect: True False True
print(issubclass(A, object), issubclass(bool, int | str))  # expect: True True
try:
    issubclass(5, int)
except TypeError as e:
    print(e)  # expect: issubclass() arg 1 must be a class
issubclass(int, 5)  # expect error: TypeError: issubclass() arg 2 must be a class, a tuple of classes, or a union
