rows = [("b", 2), ("a", 2), ("c", 1), ("d", 2), ("e", 1)]
rows.sort(key=lambda r: r[1])
print(rows)  # expect: [('c', 1), ('e', 1), ('b', 2), ('a', 2), ('d', 2)]
rows.sort(key=lambda r: r[1], reverse=True)
print(rows)  # expect: [('b', 2), ('a', 2), ('d', 2), ('c', 1), ('e', 1)]
