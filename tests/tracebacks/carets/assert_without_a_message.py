x = [1, 2]
assert len(x) == 3 and x

# expect stderr: Traceback (most recent call last):
# expect stderr:     assert len(x) == 3 and x
# expect stderr:            ^^^^^^^^^^^^^^^^^
# expect stderr: AssertionError
# expect exit: 1
