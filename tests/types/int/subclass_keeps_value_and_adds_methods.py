class Age(int):
    def older(self):
        return Age(self + 1)
a = Age(41)
print(a, a.older(), type(a.older()).__name__)  # expect: 41 42 Age
print(type(a + 1).__name__)  # expect: int
print(a == 41, {41: "x"}[a])  # expect: True x
print(isinstance(a, int), repr(a))  # expect: True 41
