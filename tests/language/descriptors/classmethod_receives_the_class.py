class A:
    @classmethod
    def make(cls, *a): return cls.__name__, a
class B(A): pass
print(A.make(1), B.make(), B().make(2))  # expect: ('A', (1,)) ('B', ()) ('B', (2,))
print(B.make.__self__ is B)  # expect: True
