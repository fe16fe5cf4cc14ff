print([x * 2 for x in range(3)])  # expect: [0, 2, 4]
print({x % 2 for x in range(5)})  # expect: {0, 1}
print({x: x * x for x in range(3)})  # expect: {0: 0, 1: 1, 2: 4}
g = (x + 1 for x in range(3))
print(type(g).__name__, list(g), list(g))  # expect: generator [1, 2, 3] []
