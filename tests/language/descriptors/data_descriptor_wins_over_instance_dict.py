class D:
    def __get__(self, obj, cls): return "descriptor"
    def __set__(self, obj, v): print("set", v)  # expect: set 1
class C:
    d = D()
c = C()
c.__dict__["d"] = "instance"
c.d = 1
print(c.d)  # expect: descriptor
