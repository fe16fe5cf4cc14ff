from enum import Enum, auto, IntFlag, StrEnum
class C(Enum):
    A = auto()
    B = 10
    D = auto()
class S(StrEnum):
    LEFT = auto()
    Right = auto()
print([c.value for c in C], S.LEFT, repr(S.Right), S.LEFT == "left")  # expect: [1, 10, 11] left <S.Right: 'right'> True
print(S.LEFT.upper(), f"{S.Right}")  # expect: LEFT right
