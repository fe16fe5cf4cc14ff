x = list(range(10))
del x[::3]
print(x)  # expect: [1, 2, 4, 5, 7, 8]
del x[::-2]
print(x)  # expect: [1, 4, 7]
