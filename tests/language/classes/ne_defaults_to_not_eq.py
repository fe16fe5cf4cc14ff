class C:
    def __init__(self, n): self.n = n
    def __eq__(self, o): return self.n == o.n
print(C(1) != C(1), C(1) != C(2))  # expect: False True
