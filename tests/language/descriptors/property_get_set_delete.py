class T:
    def __init__(self): self._c = 0
    @property
    def c(self):
        "degrees"
        return self._c
    @c.setter
    def c(self, v): self._c = v
    @c.deleter
    def c(self): print("deleted")
t = T()
t.c = 5
t.c += 1
print(t.c, T.c.__doc__)
del t.c
# expect:
# 6 degrees
# deleted
