from dataclasses import dataclass
@dataclass
class P:
    x: int
    y: int
def where(p):
    match p:
        case P(0, 0): return "origin"
        case P(x, 0): return f"x axis {x}"
        case P(y=yy) if yy > 5: return f"high {yy}"
        case _: return "elsewhere"
print([where(p) for p in (P(0, 0), P(3, 0), P(1, 9), P(1, 1))])  # expect: ['origin', 'x axis 3', 'high 9', 'elsewhere']
