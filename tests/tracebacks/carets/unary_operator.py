text = "abc"
x = 1 if text else 2
y = -text

# expect stderr: Traceback (most recent call last):
# expect stderr:     y = -text
# expect stderr:         ^^^^^
# expect stderr: TypeError: bad operand type for unary -: 'str'
# expect exit: 1
