import pickle
from dataclasses import FrozenInstanceError, dataclass


@dataclass(frozen=True, slots=True)
class Point:
    x: int
    y: int = 2


p = Point(1)
print(p, Point.__slots__)  # expect: Point(x=1, y=2) ('x', 'y')
try:
    p.x = 3
except FrozenInstanceError as error:
    print(error)  # expect: cannot assign to field 'x'
try:
    del p.y
except FrozenInstanceError as error:
    print(error)  # expect: cannot delete field 'y'
print(pickle.loads(pickle.dumps(p)) == p, hash(p) == hash((1, 2)))  # expect: True True
