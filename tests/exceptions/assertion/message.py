try:
    assert 1 == 2, ["any", "object"]
except AssertionError as e:
    print(e.args)  # expect: (['any', 'object'],)
assert 1 == 2, "sums differ"  # expect error: AssertionError: sums differ
