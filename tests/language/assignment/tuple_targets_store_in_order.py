i = 0
x = [9, 9]
i, x[i] = 1, "set"
print(i, x)  # expect: 1 [9, 'set']
