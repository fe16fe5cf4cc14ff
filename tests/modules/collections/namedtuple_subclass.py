from collections import namedtuple
class V(namedtuple("V", "x y")):
    __slots__ = ()
    def __add__(self, o): return V(self.x + o.x, self.y + o.y)
    @property
    def norm(self): return (self.x ** 2 + self.y ** 2) ** 0.5
print(V(1, 2) + V(2, 2), (V(1, 2) + V(2, 2)).norm, sorted([V(2, 0), V(1, 9)]))  # expect: V(x=3, y=4) 5.0 [V(x=1, y=9), V(x=2, y=0)]
