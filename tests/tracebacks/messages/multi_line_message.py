raise ValueError("first line\nsecond line")

# expect stderr: Traceback (most recent call last):
# expect stderr:     raise ValueError("first line\nsecond line")
# expect stderr: ValueError: first line
# expect stderr: second line
# expect exit: 1
