class L:
    def __init__(self, v): self.v = v
    def __lt__(self, o): return self.v
print(L([]) < L(1) < L(2))  # expect: []
print(L("yes") < L("result") < L(2))  # expect: result
