print({1} == frozenset({1}), {1} | frozenset({2}))  # expect: True {1, 2}
print(frozenset({1}) | {2}, type({1} & frozenset({1})).__name__)  # expect: frozenset({1, 2}) set
print({1} == [1], set() == frozenset(), {1, 1.0, True})  # expect: False True {1}
