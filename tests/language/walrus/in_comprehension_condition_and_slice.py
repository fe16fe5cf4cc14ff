print([y for x in [1, 2, 3] if (y := x * x) > 1], y)  # expect: [4, 9] 9
a = [1, 2, 3, 4]
print(a[(i := 1):], i)  # expect: [2, 3, 4] 1
