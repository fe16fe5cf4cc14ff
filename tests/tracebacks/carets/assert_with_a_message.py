x = 3
assert x > 5, f"x is only {x}"

# expect stderr: Traceback (most recent call last):
# expect stderr:     assert x > 5, f"x is only {x}"
# expect stderr:            ^^^^^
# expect stderr: AssertionError: x is only 3
# expect exit: 1
