class C: pass
c = C()
setattr(c, "odd name", 1)
print(getattr(c, "odd name"), c.__dict__, getattr(c, "none", 5))  # expect: 1 {'odd name': 1} 5
try:
    getattr(c, "none")
except AttributeError as e:
    print(e)  # expect: 'C' object has no attribute 'none'
try:
    getattr(c, 1)
except TypeError as e:
    print(e)  # expect: attribute name must be string, not 'int'
