f = frozenset([1, 2])
print(hash(f) == hash(frozenset([2, 1])), {f: "x"}[frozenset({2, 1})], f in {f})  # expect: True x True
