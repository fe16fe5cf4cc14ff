class M:
    def __init__(self, n): self.n = n
    def __enter__(self):
        if self.n == 2: raise ValueError("enter 2")
    def __exit__(self, t, *a): print("exit", self.n, t.__name__)  # expect: exit 1 ValueError
try:
    with M(1), M(2), M(3):
        print("never")
except ValueError as e:
    print(e)  # expect: enter 2
