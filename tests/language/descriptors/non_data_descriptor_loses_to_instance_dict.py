class D:
    def __get__(self, obj, cls): return "descriptor"
class C:
    d = D()
c = C()
print(c.d)  # expect: descriptor
c.d = "instance"
print(c.d)  # expect: instance
