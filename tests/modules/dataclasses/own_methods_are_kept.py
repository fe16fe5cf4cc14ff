from dataclasses import dataclass
from typing import ClassVar
@dataclass
class A:
    n: int
    total: ClassVar[int] = 100
    def __repr__(self): return f"<A {self.n}>"
    @property
    def double(self): return self.n * 2
    @classmethod
    def make(cls): return cls(7)
print(A(1), A.make(), A(2).double, A.total, A.make() == A(7))  # expect: <A 1> <A 7> 4 100 True
