import pickle
from dataclasses import FrozenInstanceError, dataclass


class Base:
    __slots__ = ()

    def show(self):
        return "base"


@dataclass(frozen=True, slots=True)
class Point(Base):
    x: int
    y: int = 2

    def show(self):
        return super().show() + f" {self.x} {__class__ is Point}"


p = Point(1)
print(p.show(), Point.__slots__)  # expect: base 1 True ('x', 'y')
try:
    p.x = 3
except FrozenInstanceError as error:
    print(error)  # expect: cannot assign to field 'x'
try:
    del p.y
except FrozenInstanceError as error:
    print(error)  # expect: cannot delete field 'y'
try:
    p.z = 1
except AttributeError as error:
    print(type(error).__name__)  # expect: FrozenInstanceError
print(pickle.loads(pickle.dumps(p)) == p, hash(p) == hash((1, 2)))  # expect: True True
