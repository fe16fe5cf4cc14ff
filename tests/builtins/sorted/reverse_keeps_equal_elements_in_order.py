data = [("a", 1), ("b", 2), ("c", 1)]
print(sorted(data, key=lambda p: p[1], reverse=True))  # expect: [('b', 2), ('a', 1), ('c', 1)]
