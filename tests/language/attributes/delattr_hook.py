class C:
    def __delattr__(self, name): print("del", name)
c = C()
del c.a, c.b
delattr(c, "c")
# expect:
# del a
# del b
# del c
