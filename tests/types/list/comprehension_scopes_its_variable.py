x = "outer"
squares = [x * x for x in range(4)]
print(squares, x)  # expect: [0, 1, 4, 9] outer
print([(i, j) for i in range(3) for j in range(i) if (i + j) % 2])  # expect: [(1, 0), (2, 1)]
print([[c * 2 for c in row] for row in ["ab", "c"]])  # expect: [['aa', 'bb'], ['cc']]
