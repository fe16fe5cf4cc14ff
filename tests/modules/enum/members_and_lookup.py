from enum import Enum
class C(Enum):
    RED = 1
    BLUE = "b"
print(C.RED, repr(C.RED), C.RED.name, C.RED.value, C["BLUE"], C("b"))  # expect: C.RED <C.RED: 1> RED 1 C.BLUE C.BLUE
print(C(1) is C.RED, C.RED == 1, type(C.RED).__name__)  # expect: True False C
print(list(C), len(C), C.RED in C, 1 in C, 9 in C, repr(C), C.RED != C.BLUE)  # expect: [<C.RED: 1>, <C.BLUE: 'b'>] 2 True True False <enum 'C'> True
