import copy
from collections import namedtuple
P = namedtuple("P", "x y")
print(copy.replace(P(1, 2), y=5))  # expect: P(x=1, y=5)
