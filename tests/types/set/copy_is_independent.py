a = {1}
b = a.copy()
b.add(2)
print(a, b, frozenset(a).copy() == a)  # expect: {1} {1, 2} True
