import types
import weakref
from dataclasses import dataclass


class Plain: ...


@dataclass(slots=True, weakref_slot=True)
class FromPlain(Plain):
    x: int


@dataclass(slots=True, weakref_slot=True)
class Point:
    x: int


@dataclass
class Derived(Point):
    x: int
    y: int


print(FromPlain.__slots__, Point.__slots__, Derived(1, 2))  # expect: ('x',) ('x', '__weakref__') Derived(x=1, y=2)
point = Point(1)
reference = weakref.ref(point)
print(point.__weakref__ is reference, isinstance(Point.x, types.MemberDescriptorType))  # expect: True True
print(Plain.__weakrefoffset__ != 0, int.__weakrefoffset__)  # expect: True 0
