from typing import Generic, TypeVar
T = TypeVar("T")
class Box(Generic[T]):
    def __init__(self, v: T): self.v = v
print(Box[int](5).v, Box("x").v, Box[int].__origin__ is Box)  # expect: 5 x True
print(Box[int].__args__, T, T.__name__)  # expect: (<class 'int'>,) ~T T
