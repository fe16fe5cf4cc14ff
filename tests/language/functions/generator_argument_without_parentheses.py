def f(g, *a): return list(g), a
print(f(x * 2 for x in range(3)), sum(x for x in [1, 2]), f((x for x in "a"), 1))  # expect: ([0, 2, 4], ()) 3 (['a'], (1,))
