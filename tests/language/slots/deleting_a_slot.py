class C:
    __slots__ = ("x",)
c = C()
c.x = 1
del c.x
print(hasattr(c, "x"))  # expect: False
try:
    del c.x
except AttributeError as e:
    print(e)  # expect: x
