class M(type):
    def hello(cls): return "hello from " + cls.__name__
    def __len__(cls): return 42
    def __iter__(cls): return iter([1, 2])
    def __contains__(cls, x): return x == 7
    def __getitem__(cls, i): return i * 2
class C(metaclass=M): pass
print(C.hello(), len(C), list(C), 7 in C, C[4])  # expect: hello from C 42 [1, 2] True 8
print(hasattr(C(), "hello"))  # expect: False
