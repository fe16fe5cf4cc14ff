d = {"a": 1}
print(d.setdefault("a", 9), d.setdefault("b", []), d.setdefault("c"))  # expect: 1 [] None
d.setdefault("b", []).append(5)
print(d)  # expect: {'a': 1, 'b': [5], 'c': None}
