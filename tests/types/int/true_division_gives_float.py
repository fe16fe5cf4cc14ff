print(7 / 2, 6 / 3, -1 / 2)  # expect: 3.5 2.0 -0.5
print(type(4 / 2).__name__)  # expect: float
print(10**400 / 10**399)  # expect: 10.0
print(1 / 3)  # expect: 0.3333333333333333
print((2**53 + 1) / 1)  # expect: 9007199254740992.0
