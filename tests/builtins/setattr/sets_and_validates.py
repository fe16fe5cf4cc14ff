class A: pass
a = A()
setattr(a, "x", 5)
setattr(a, "not an identifier", 6)
print(a.x, vars(a))  # expect: 5 {'x': 5, 'not an identifier': 6}
try:
    setattr(5, "x", 1)
except AttributeError as e:
    print(e)  # expect: 'int' object has no attribute 'x' and no __dict__ for setting new attributes
setattr(a, 1, 2)  # expect error: TypeError: attribute name must be string, not 'int'
