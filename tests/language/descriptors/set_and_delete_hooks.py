class D:
    def __set_name__(self, owner, name): self.name = "_" + name
    def __get__(self, obj, cls): return getattr(obj, self.name, "unset")
    def __set__(self, obj, v): setattr(obj, self.name, v)
    def __delete__(self, obj): delattr(obj, self.name)
class C:
    size = D()
c = C()
print(c.size)  # expect: unset
c.size = 4
print(c.size, c.__dict__)  # expect: 4 {'_size': 4}
del c.size
print(c.size)  # expect: unset
