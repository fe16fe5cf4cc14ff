print(list(range(5, 0, -2)), list(range(0, 5, -1)), len(range(5, 5)))  # expect: [5, 3, 1] [] 0
print(bool(range(0)), list(range(-3)))  # expect: False []
