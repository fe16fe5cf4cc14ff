class A: pass
a = A()
try:
    a.nope
except AttributeError as e:
    print(e, e.name, e.obj is a)  # expect: 'A' object has no attribute 'nope' nope True
print(AttributeError("m", name="n", obj=5).obj, AttributeError("x").name)  # expect: 5 None
try:
    A.nope
except AttributeError as e:
    print(e)  # expect: type object 'A' has no attribute 'nope'
try:
    import math
    math.nope
except AttributeError as e:
    print(e)  # expect: module 'math' has no attribute 'nope'
