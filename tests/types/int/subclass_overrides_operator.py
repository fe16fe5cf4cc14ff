class Mod7(int):
    def __add__(self, other):
        return Mod7(int.__add__(self, other) % 7)
    def __radd__(self, other):
        return Mod7((other + int(self)) % 7)
print(Mod7(5) + 4)  # expect: 2
print(4 + Mod7(5))  # expect: 2
print(sum([Mod7(6)], Mod7(6)))  # expect: 5
