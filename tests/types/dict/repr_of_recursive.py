d = {"a": 1}
d["self"] = d
print(d)  # expect: {'a': 1, 'self': {...}}
print({"n": {"m": {}}, 1: (), None: [1]})  # expect: {'n': {'m': {}}, 1: (), None: [1]}
