from enum import Enum
class C(Enum):
    A = [1]
    B = 2
print({C.A: "x"}[C.A], C.A is C([1]), {C.A, C.B, C.A} == {C.A, C.B}, C.A.value)  # expect: x True True [1]
