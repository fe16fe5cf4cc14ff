print(2 + 3 * 4 ** 2 // 5 - 1, 1 | 2 ^ 3 & 5, not 1 == 2, -2 ** 2, 2 ** 3 ** 2, 1 + 2 << 3)  # expect: 10 3 True -4 512 24
print(1 < 2 == True, (1 < 2) == True, not True or True, True or False and False)  # expect: False True True True
print([lambda: 1 if 0 else 2][0](), 5 if 1 else 6 if 0 else 7)  # expect: 2 5
