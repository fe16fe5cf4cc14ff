class P:
    def __init__(self, x, y): self.x, self.y = x, y
    def __eq__(self, o): return (self.x, self.y) == (o.x, o.y)
    def __hash__(self): return hash((self.x, self.y))
d = {P(1, 2): "a"}
print(d[P(1, 2)], P(2, 1) in d, len({P(0, 0), P(0, 0)}))  # expect: a False 1
