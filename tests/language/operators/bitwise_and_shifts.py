print(6 & 3, 6 | 3, 6 ^ 3, ~6, 1 << 70, -5 >> 1, True & False, True | 2)  # expect: 2 7 5 -7 1180591620717411303424 -3 False 3
try:
    1 << -1
except ValueError as e:
    print(e)  # expect: negative shift count
