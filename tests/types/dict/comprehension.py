print({c: i for i, c in enumerate("abca")})  # expect: {'a': 3, 'b': 1, 'c': 2}
print({k: v for k, v in {"a": 1, "b": 2}.items() if v > 1})  # expect: {'b': 2}
print({x: {y: x * y for y in range(2)} for x in range(2)})  # expect: {0: {0: 0, 1: 0}, 1: {0: 0, 1: 1}}
