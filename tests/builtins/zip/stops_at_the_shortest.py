print(list(zip([1, 2, 3], "ab")), list(zip()), list(zip([1])))  # expect: [(1, 'a'), (2, 'b')] [] [(1,)]
print(list(zip("ab", range(9), (None, 1))))  # expect: [('a', 0, None), ('b', 1, 1)]
a, b = zip(*[(1, "x"), (2, "y")])
print(a, b, dict(zip("ab", [1, 2])))  # expect: (1, 2) ('x', 'y') {'a': 1, 'b': 2}
