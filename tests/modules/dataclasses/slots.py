from dataclasses import dataclass
@dataclass(slots=True)
class P:
    x: int
    y: int = 2
p = P(1)
print(p, P.__slots__, hasattr(p, "__dict__"))  # expect: P(x=1, y=2) ('x', 'y') False
try:
    p.z = 1
except AttributeError as e:
    print(e)  # expect: 'P' object has no attribute 'z' and no __dict__ for setting new attributes
