from dataclasses import dataclass
@dataclass
class P:
    x: int
    y: float = 0.5
p = P(1)
print(p, P(1, 0.5) == p, P(2) == p, P(x=3, y=4), p == (1, 0.5), P.__match_args__)  # expect: P(x=1, y=0.5) True False P(x=3, y=4) False ('x', 'y')
p.x = 9
print(p.x)  # expect: 9
