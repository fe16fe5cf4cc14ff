class C:
    def __class_getitem__(cls, k): return cls.__name__, k
print(C[int], C[1, 2])  # expect: ('C', <class 'int'>) ('C', (1, 2))
class D: pass
try:
    D[int]
except TypeError as e:
    print(e)  # expect: type 'D' is not subscriptable
try:
    C()[0]
except TypeError as e:
    print(e)  # expect: 'C' object is not subscriptable
