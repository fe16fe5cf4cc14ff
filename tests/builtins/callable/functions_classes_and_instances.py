class A:
    def __call__(self): return 1
class B: pass
print(callable(len), callable(A), callable(A()), callable(B()))  # expect: True True True False
print(callable(lambda: 0), callable(5), callable("a".upper))  # expect: True False True
b = B()
b.__call__ = lambda: 1
print(callable(b))  # expect: False
