class Add:
    def __init__(self, n): self.n = n
    def __call__(self, x, *, k=0): return self.n + x + k
add = Add(1)
print(add(2), add(2, k=10), callable(add), callable(object()))  # expect: 3 13 True False
