class A:
    @staticmethod
    def f(*a): return a
    g = staticmethod(len)
print(A.f(1), A().f(2), A().g("abc"))  # expect: (1,) (2,) 3
