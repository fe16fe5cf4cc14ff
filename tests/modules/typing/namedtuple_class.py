from typing import NamedTuple
class P(NamedTuple):
    x: int
    y: int = 5
    def total(self): return self.x + self.y
p = P(1)
print(p, p.total(), p._fields, P._field_defaults, p == (1, 5), P.__annotations__)  # expect: P(x=1, y=5) 6 ('x', 'y') {'y': 5} True {'x': <class 'int'>, 'y': <class 'int'>}
