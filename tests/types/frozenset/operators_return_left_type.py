f, s = frozenset([1, 2]), {2, 3}
print(type(f | s).__name__, type(s | f).__name__, f - s, f & s, f ^ s)  # expect: frozenset set frozenset({1}) frozenset({2}) frozenset({1, 3})
f |= {5}
print(f, frozenset("aa"))  # expect: frozenset({1, 2, 5}) frozenset({'a'})
