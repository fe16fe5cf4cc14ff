class C:
    def __init__(self, n): self.n = n
    def get(self): return self.n
c = C(3)
m = c.get
c = C(4)
print(m(), m.__self__.n, m.__func__ is C.get)  # expect: 3 3 True
print(m == m.__self__.get, m == c.get)  # expect: True False
