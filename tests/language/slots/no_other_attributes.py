class P:
    __slots__ = ("x", "y")
p = P()
p.x = 1
print(p.x, hasattr(p, "__dict__"))  # expect: 1 False
try:
    p.z = 1
except AttributeError as e:
    print(e)  # expect: 'P' object has no attribute 'z' and no __dict__ for setting new attributes
try:
    p.y
except AttributeError as e:
    print(e)  # expect: 'P' object has no attribute 'y'
