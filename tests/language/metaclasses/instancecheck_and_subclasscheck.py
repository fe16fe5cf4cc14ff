class M(type):
    def __instancecheck__(cls, x): return x == 5
    def __subclasscheck__(cls, c): return c is str
class C(metaclass=M): pass
print(isinstance(5, C), isinstance(6, C), issubclass(str, C), issubclass(int, C))  # expect: True False True False
print(isinstance(C(), C))  # expect: True
