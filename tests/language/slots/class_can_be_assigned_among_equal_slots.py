class A:
    __slots__ = ["x", "y"]


class B:
    __slots__ = ["y", "x"]


class C:
    __slots__ = ["y", "z"]


a = A()
a.x, a.y = 1, 2
a.__class__ = B
print(a.x, a.y)  # expect: 1 2
try:
    a.__class__ = C
except TypeError as e:
    print(e)  # expect: __class__ assignment: 'C' object layout differs from 'B'
