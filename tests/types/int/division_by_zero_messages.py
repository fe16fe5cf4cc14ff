def error(f):
    try:
        f()
    except ZeroDivisionError as e:
        return str(e)
print(error(lambda: 1 / 0))  # expect: division by zero
print(error(lambda: 1 // 0))  # expect: integer division or modulo by zero
print(error(lambda: 1 % 0))  # expect: integer modulo by zero
print(error(lambda: divmod(1, 0)))  # expect: integer division or modulo by zero
print(error(lambda: 0 ** -1))  # expect: 0.0 cannot be raised to a negative power
print(error(lambda: 1.0 / 0))  # expect: float division by zero
print(error(lambda: 1.0 // 0))  # expect: float floor division by zero
print(error(lambda: 1.0 % 0))  # expect: float modulo by zero
