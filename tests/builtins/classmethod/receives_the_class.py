class A:
    @classmethod
    def make(cls): return cls.__name__
class B(A): pass
print(A.make(), B.make(), B().make())  # expect: A B B
m = B.make
print(m(), m.__self__ is B)  # expect: B True
