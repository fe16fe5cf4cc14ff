a = 1
b = "2"
total = (
    a
    + b
    + 3
)

# expect stderr: Traceback (most recent call last):
# expect stderr:     a
# expect stderr:     ~
# expect stderr:     + b
# expect stderr:     ^~~
# expect stderr: TypeError: unsupported operand type(s) for +: 'int' and 'str'
# expect exit: 1
