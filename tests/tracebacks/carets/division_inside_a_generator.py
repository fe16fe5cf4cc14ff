numbers = [1, 0]
total = sum(10 // n for n in numbers)

# expect stderr: Traceback (most recent call last):
# expect stderr:     total = sum(10 // n for n in numbers)
# expect stderr:     total = sum(10 // n for n in numbers)
# expect stderr:                 ~~~^^~~
# expect stderr: ZeroDivisionError: integer division or modulo by zero
# expect exit: 1
