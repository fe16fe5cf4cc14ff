def f(*a, **k):
    return a, k
print(f(*[1], 2, *(3, 4), x=5, **{"y": 6}, z=7, **{}))  # expect: ((1, 2, 3, 4), {'x': 5, 'y': 6, 'z': 7})
print(f(*range(2), k=1, *"z"))  # expect: ((0, 1, 'z'), {'k': 1})
