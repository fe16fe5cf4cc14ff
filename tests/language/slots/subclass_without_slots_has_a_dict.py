class A:
    __slots__ = ["a"]
class B(A): pass
class C(A):
    __slots__ = "c"
b, c = B(), C()
b.a, b.z = 1, 2
c.a, c.c = 3, 4
print(b.__dict__, c.a, c.c, hasattr(c, "__dict__"))  # expect: {'z': 2} 3 4 False
