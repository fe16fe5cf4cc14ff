class C:
    def __init__(self): self.b, self.a = 1, 2
c = C()
c.__dict__["z"] = 3
c.__dict__.update(a=9)
print(c.z, c.a, c.__dict__)  # expect: 3 9 {'b': 1, 'a': 9, 'z': 3}
