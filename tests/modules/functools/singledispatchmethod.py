from functools import singledispatchmethod
class A:
    @singledispatchmethod
    def f(self, x): return "any"
    @f.register
    def _(self, x: str): return "str"
print(A().f(1), A().f("s"))  # expect: any str
