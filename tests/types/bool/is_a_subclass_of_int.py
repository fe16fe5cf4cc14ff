print(issubclass(bool, int), isinstance(True, int))  # expect: True True
print(True + True, True * 10, -True, ~int(True))  # expect: 2 10 -1 -2
print(type(True + 0).__name__)  # expect: int
print(True == 1, False == 0)  # expect: True True
print([10, 20][True])  # expect: 20
print(hash(True), hash(False))  # expect: 1 0
