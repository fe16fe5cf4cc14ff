a, b, c = 1, 0, 3
x = (a + c) * 2 + a / b - c

# expect stderr: Traceback (most recent call last):
# expect stderr:     x = (a + c) * 2 + a / b - c
# expect stderr:                       ~~^~~
# expect stderr: ZeroDivisionError: division by zero
# expect exit: 1
