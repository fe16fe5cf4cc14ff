d = {"x": 1, "y": 2}
print([k for k in d], list(d.items()), max(d), sorted(d.values()), sum(d.values()))  # expect: ['x', 'y'] [('x', 1), ('y', 2)] y [1, 2] 3
print(*d, "x" in d, 1 in d)  # expect: x y True False
a, b = d
print(a, b)  # expect: x y
