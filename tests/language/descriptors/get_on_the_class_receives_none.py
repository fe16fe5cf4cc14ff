class D:
    def __get__(self, obj, cls): return obj, cls.__name__
class C:
    d = D()
class S(C): pass
print(C.d, S.d, S().d[1])  # expect: (None, 'C') (None, 'S') S
