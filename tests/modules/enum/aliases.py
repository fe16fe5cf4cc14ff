from enum import Enum, unique
class C(Enum):
    A = 1
    B = 1
    D = 2
print(C.B, C.B is C.A, list(C), list(C.__members__))  # expect: C.A True [<C.A: 1>, <C.D: 2>] ['A', 'B', 'D']
try:
    @unique
    class U(Enum):
        X = 1
        Y = 1
except ValueError as e:
    print(e)  # expect: duplicate values found in <enum 'U'>: Y -> X
