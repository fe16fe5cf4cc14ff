print({k: v for k, v in [("a", 1), ("b", 2), ("a", 3)]})  # expect: {'a': 3, 'b': 2}
print({1: "a", True: "b", 1.0: "c"})  # expect: {1: 'c'}
