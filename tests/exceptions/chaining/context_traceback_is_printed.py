try:
    1 / 0
except ZeroDivisionError:
    int("x")
# expect stderr: ZeroDivisionError: division by zero
# expect stderr: During handling of the above exception, another exception occurred:
# expect stderr: ValueError: invalid literal for int() with base 10: 'x'
# expect exit: 1
