try:
    int("x")
except ValueError:
    [][3] # expect error: IndexError: list index out of range
# expect stderr: Traceback (most recent call last):
# expect stderr:     int("x")
# expect stderr:     ~~~^^^^^
# expect stderr: ValueError: invalid literal for int() with base 10: 'x'
# expect stderr: During handling of the above exception, another exception occurred:
# expect stderr: Traceback (most recent call last):
# expect stderr:     ~~^^^
# expect stderr: IndexError: list index out of range
