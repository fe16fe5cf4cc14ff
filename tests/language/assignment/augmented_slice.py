x = [1, 2, 3]
x[1:] += [4]
print(x)  # expect: [1, 2, 3, 4]
x[:2] *= 2
print(x)  # expect: [1, 2, 1, 2, 3, 4]
