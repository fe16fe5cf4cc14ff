class M(type):
    def __getattr__(cls, name): return f"{cls.__name__}.{name}?"
class C(metaclass=M):
    x = 1
print(C.x, C.y)  # expect: 1 C.y?
print(hasattr(C(), "y"))  # expect: False
