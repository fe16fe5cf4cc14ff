print(hash((1, 2)) == hash((1, 2)), {(1, "a"): "x"}[(1, "a")])  # expect: True x
print(hash((1, 2)) == hash((1.0, True + 1)))  # expect: True
hash((1, [2]))  # expect error: TypeError: unhashable type: 'list'
