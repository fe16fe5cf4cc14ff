from dataclasses import dataclass
@dataclass
class A:
    x: int = 1
    y: int = 2
@dataclass
class B(A):
    z: int = 3
    x: int = 10
print(B(), B(5, 6, 7), A() == B(), isinstance(B(), A))  # expect: B(x=10, y=2, z=3) B(x=5, y=6, z=7) False True
