pairs = [(2, "b"), (1, "z"), (2, "a"), (1,)]
print(sorted(pairs), max(pairs), min(pairs))  # expect: [(1,), (1, 'z'), (2, 'a'), (2, 'b')] (2, 'b') (1,)
