pair = (1, 2, 3)
a, b = pair

# expect stderr: Traceback (most recent call last):
# expect stderr:     a, b = pair
# expect stderr:     ^^^^
# expect stderr: ValueError: too many values to unpack (expected 2)
# expect exit: 1
