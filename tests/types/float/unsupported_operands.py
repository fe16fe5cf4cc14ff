def error(f):
    try:
        f()
    except TypeError as e:
        return str(e)
x = 1.5
print(error(lambda: x + "a"))  # expect: unsupported operand type(s) for +: 'float' and 'str'
print(error(lambda: "a" * x))  # expect: can't multiply sequence by non-int of type 'float'
print(error(lambda: [1, 2][x]))  # expect: list indices must be integers or slices, not float
print(error(lambda: x & 1))  # expect: unsupported operand type(s) for &: 'float' and 'int'
print(error(lambda: x < "a"))  # expect: '<' not supported between instances of 'float' and 'str'
print(error(lambda: range(x)))  # expect: 'float' object cannot be interpreted as an integer
