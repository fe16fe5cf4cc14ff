def divide(a, b):
    return a / b # expect error: ZeroDivisionError: division by zero
divide(1, 0)
# expect stderr: Traceback (most recent call last):
# expect stderr:     divide(1, 0)
# expect stderr:     ~~~~~~^^^^^^
# expect stderr:            ~~^~~
# expect stderr: ZeroDivisionError: division by zero
