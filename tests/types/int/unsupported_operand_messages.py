def error(f):
    try:
        f()
    except TypeError as e:
        return str(e)
print(error(lambda: 1 + "a"))  # expect: unsupported operand type(s) for +: 'int' and 'str'
print(error(lambda: 1 - None))  # expect: unsupported operand type(s) for -: 'int' and 'NoneType'
print(error(lambda: 1 < "a"))  # expect: '<' not supported between instances of 'int' and 'str'
print(error(lambda: 1 @ 2))  # expect: unsupported operand type(s) for @: 'int' and 'int'
print(error(lambda: -"a"))  # expect: bad operand type for unary -: 'str'
print(error(lambda: ~1.5))  # expect: bad operand type for unary ~: 'float'
print(error(lambda: 1 << 1.0))  # expect: unsupported operand type(s) for <<: 'int' and 'float'
print(error(lambda: 1 ** "a"))  # expect: unsupported operand type(s) for ** or pow(): 'int' and 'str'
print(error(lambda: pow(1, "a", 3)))  # expect: unsupported operand type(s) for ** or pow(): 'int', 'str', 'int'
