from dataclasses import dataclass, replace
@dataclass(frozen=True)
class P:
    x: int
    y: int = 2
p = P(1)
print(replace(p, x=5), replace(p), replace(p) is p)  # expect: P(x=5, y=2) P(x=1, y=2) False
try:
    replace(p, z=1)
except TypeError as e:
    print(e)  # expect: P.__init__() got an unexpected keyword argument 'z'
