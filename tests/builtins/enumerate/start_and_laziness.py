print(list(enumerate("ab")), list(enumerate("ab", 5)))  # expect: [(0, 'a'), (1, 'b')] [(5, 'a'), (6, 'b')]
print(list(enumerate([], 1)), list(enumerate("a", start=-1)))  # expect: [] [(-1, 'a')]
e = enumerate("xyz")
print(next(e), next(e), e is iter(e))  # expect: (0, 'x') (1, 'y') True
enumerate(5)  # expect error: TypeError: 'int' object is not iterable
