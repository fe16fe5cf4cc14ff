import inspect
from dataclasses import dataclass


def f(a, /, b: int = 1, *args, c, d="x", **kw) -> str: ...


print(inspect.signature(f))  # expect: (a, /, b: int = 1, *args, c, d='x', **kw) -> str


@dataclass
class Point:
    x: int
    y: int = 0


print(inspect.signature(Point))  # expect: (x: int, y: int = 0) -> None
print(inspect.signature(len))  # expect: (obj, /)
bound = inspect.signature(f).bind(1, 2, 3, c=4, e=5)
print(bound.args, bound.kwargs)  # expect: (1, 2, 3) {'c': 4, 'e': 5}
