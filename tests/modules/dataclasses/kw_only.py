from dataclasses import dataclass, KW_ONLY, field
@dataclass
class A:
    x: int
    _: KW_ONLY
    y: int = 0
    z: int
print(A(1, z=5), A(x=1, y=2, z=3))  # expect: A(x=1, y=0, z=5) A(x=1, y=2, z=3)
try:
    A(1, 2, 3)
except TypeError as e:
    print(e)  # expect: A.__init__() takes 2 positional arguments but 4 were given
@dataclass(kw_only=True)
class B:
    p: int = 0
    q: int
print(B(q=1))  # expect: B(p=0, q=1)
