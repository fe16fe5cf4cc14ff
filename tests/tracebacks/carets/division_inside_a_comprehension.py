numbers = [1, 0]
inverse = [1 / n for n in numbers]

# expect stderr: Traceback (most recent call last):
# expect stderr:     inverse = [1 / n for n in numbers]
# expect stderr:                ~~^~~
# expect stderr: ZeroDivisionError: division by zero
# expect exit: 1
