def add(a):
    return lambda b: lambda c: (a, b, c)
print(add(1)(2)(3))  # expect: (1, 2, 3)
