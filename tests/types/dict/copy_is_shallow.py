d = {"a": [1]}
e = d.copy()
e["a"].append(2)
e["b"] = 1
print(d, e)  # expect: {'a': [1, 2]} {'a': [1, 2], 'b': 1}
