class A: pass
class B(A): pass
print(B.__name__, B.__bases__ == (A,), B.__mro__ == (B, A, object))  # expect: B True True
print(B.__qualname__, B.__module__)  # expect: B __main__
print(type(B).__name__, type(1), int, type(None))  # expect: type <class 'int'> <class 'int'> <class 'NoneType'>
print(A, isinstance(B(), A), type(B()) is B)  # expect: <class '__main__.A'> True True
