class A:
    def __init__(self): self.x, self.y = 1, 2
a = A()
print(vars(a), vars(a) is a.__dict__)  # expect: {'x': 1, 'y': 2} True
vars(a)["z"] = 3
print(a.z)  # expect: 3
vars(5)  # expect error: TypeError: vars() argument must have __dict__ attribute
