print([a + b for a, b in [(1, 2), (3, 4)]], [r for _, *r in ["abc"]])  # expect: [3, 7] [['b', 'c']]
print({k: v for k, (v, _) in {"x": (1, 2)}.items()})  # expect: {'x': 1}
