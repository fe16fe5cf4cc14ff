try:
    raise ValueError("body")
finally:
    [].pop()

# expect stderr: Traceback (most recent call last):
# expect stderr:     raise ValueError("body")
# expect stderr: ValueError: body
# expect stderr: During handling of the above exception, another exception occurred:
# expect stderr: Traceback (most recent call last):
# expect stderr:     [].pop()
# expect stderr:     ~~~~~~^^
# expect stderr: IndexError: pop from empty list
# expect exit: 1
