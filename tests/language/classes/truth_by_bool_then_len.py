class B:
    def __bool__(self): return False
    def __len__(self): return 3
class L:
    def __init__(self, n): self.n = n
    def __len__(self): return self.n
class N: pass
print(bool(B()), bool(L(0)), bool(L(2)), bool(N()))  # expect: False False True True
