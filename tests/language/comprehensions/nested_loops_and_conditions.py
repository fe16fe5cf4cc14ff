print([(a, b) for a in range(3) if a for b in range(3) if b > a])  # expect: [(1, 2)]
print([[c * r for c in range(3)] for r in range(2)])  # expect: [[0, 0, 0], [0, 1, 2]]
print([y for x in [[1, 2], [3]] for y in x])  # expect: [1, 2, 3]
