d = {"a": 1, "b": 2}
match d:
    case {"a": x, **rest}:
        rest["c"] = 3
print(x, rest, d)  # expect: 1 {'b': 2, 'c': 3} {'a': 1, 'b': 2}
