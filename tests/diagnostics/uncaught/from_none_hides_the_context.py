try:
    int("x")
except ValueError:
    raise KeyError("only this") from None # expect error: KeyError: 'only this'
# expect stderr: Traceback (most recent call last):
# expect stderr:     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
# expect stderr: KeyError: 'only this'
