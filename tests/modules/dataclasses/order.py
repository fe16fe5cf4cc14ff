from dataclasses import dataclass, field
@dataclass(order=True)
class V:
    major: int
    minor: int = 0
    name: str = field(default="", compare=False)
print(V(1, 2) < V(1, 3), sorted([V(2), V(1, 9), V(1, 1)]))  # expect: True [V(major=1, minor=1, name=''), V(major=1, minor=9, name=''), V(major=2, minor=0, name='')]
print(max(V(1), V(3, name="x")), V(1) >= V(1, name="z"))  # expect: V(major=3, minor=0, name='x') True
try:
    V(1) < (1, 0)
except TypeError as e:
    print(e)  # expect: '<' not supported between instances of 'V' and 'tuple'
