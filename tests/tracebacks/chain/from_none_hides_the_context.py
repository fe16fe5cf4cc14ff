try:
    int("x")
except ValueError:
    raise LookupError("clean") from None

# expect stderr: Traceback (most recent call last):
# expect stderr:     raise LookupError("clean") from None
# expect stderr: LookupError: clean
# expect exit: 1
