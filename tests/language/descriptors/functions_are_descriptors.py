def f(self, x): return self, x
print(f.__get__(1)(2))  # expect: (1, 2)
class C:
    m = f
print(C.m is f, type(C().m).__name__)  # expect: True method
