class A:
    def __init__(self): self._x = 1
    @property
    def x(self):
        "the x"
        return self._x
    @x.setter
    def x(self, v):
        print("set", v)
        self._x = v
    @x.deleter
    def x(self):
        print("deleted")
a = A()
a.x = 5
print(a.x, A.x.__doc__)
a.x += 1
del a.x

# expect:
# set 5
# 5 the x
# set 6
# deleted
