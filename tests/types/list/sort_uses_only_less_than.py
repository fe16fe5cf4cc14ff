class N:
    def __init__(self, v): self.v = v
    def __lt__(self, other): return self.v < other.v
    def __repr__(self): return f"N{self.v}"
print(sorted([N(3), N(1), N(2)]), max([N(1), N(0)], key=lambda n: n.v))  # expect: [N1, N2, N3] N1
