print(dict.fromkeys("abc"), dict.fromkeys([1, 2], 0), dict.fromkeys([]))  # expect: {'a': None, 'b': None, 'c': None} {1: 0, 2: 0} {}
shared = dict.fromkeys("ab", [])
shared["a"].append(1)
print(shared)  # expect: {'a': [1], 'b': [1]}
