f = lambda x: [1 // n for n in x] # expect error: ZeroDivisionError: integer division or modulo by zero
f([1, 0])
# expect stderr: Traceback (most recent call last):
# expect stderr:     f([1, 0])
# expect stderr:     ~^^^^^^^^
# expect stderr:                    ~~^^~~
# expect stderr: ZeroDivisionError: integer division or modulo by zero
