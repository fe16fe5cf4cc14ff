raise ValueError

# expect stderr: Traceback (most recent call last):
# expect stderr:     raise ValueError
# expect stderr: ValueError
# expect exit: 1
