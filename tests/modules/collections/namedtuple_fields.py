from collections import namedtuple
P = namedtuple("P", "x y")
p = P(1, y=2)
print(p, p.x, p[1], p == (1, 2), p._replace(x=5), p._asdict())  # expect: P(x=1, y=2) 1 2 True P(x=5, y=2) {'x': 1, 'y': 2}
print(P._fields, P._make([7, 8]))  # expect: ('x', 'y') P(x=7, y=8)
x, y = p
print(x, y, len(p), isinstance(p, tuple), P.__name__)  # expect: 1 2 2 True P
p.x = 5  # expect error: AttributeError: can't set attribute
