print(slice(1, 10, 2).indices(5), slice(None).indices(4))  # expect: (1, 5, 2) (0, 4, 1)
print(slice(-3, None).indices(10), slice(None, None, -1).indices(3))  # expect: (7, 10, 1) (2, -1, -1)
print(slice(-100, 100).indices(2), slice(5, 1, -2).indices(4))  # expect: (0, 2, 1) (3, 1, -2)
try:
    slice(1).indices(-1)
except ValueError as e:
    print(e)  # expect: length should not be negative
