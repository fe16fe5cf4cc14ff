from dataclasses import dataclass, make_dataclass, field
@dataclass(eq=False)
class A:
    x: int
print(A(1) == A(1), isinstance(hash(A(1)), int))  # expect: False True
C = make_dataclass("C", [("x", int), "y", ("z", int, field(default=5))])
print(C(1, 2))  # expect: C(x=1, y=2, z=5)
