# only taipan: CPython has it from 3.14 on
from dataclasses import dataclass


class Base:
    __slots__ = ()

    def show(self):
        return "base"


@dataclass(slots=True)
class Point(Base):
    x: int

    def show(self):
        return f"{super().show()} {self.x} {__class__ is Point}"


print(Point(1).show())  # expect: base 1 True
