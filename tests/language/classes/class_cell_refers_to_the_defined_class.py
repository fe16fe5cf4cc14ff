class C:
    def me(self): return __class__
    @staticmethod
    def also(): return __class__
class D(C): pass
print(D().me().__name__, C.also().__name__)  # expect: C C
