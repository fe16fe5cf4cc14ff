class C:
    def __setattr__(self, name, v):
        object.__setattr__(self, name, v * 2)
c = C()
c.x = 4
c.x += 1
print(c.x, vars(c))  # expect: 18 {'x': 18}
