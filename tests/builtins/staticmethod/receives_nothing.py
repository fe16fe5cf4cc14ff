class A:
    @staticmethod
    def f(x): return x * 2
print(A.f(2), A().f(3))  # expect: 4 6
@staticmethod
def g(): return "called"
print(g())  # expect: called
