def error(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

print(error(pow, 2, 3, 1j))  # expect: ValueError: complex modulo
print(error(pow, 2j, 3, 5))  # expect: ValueError: complex modulo
print(error(pow, 2, 1.5, 3))  # expect: TypeError: pow() 3rd argument not allowed unless all arguments are integers
print(error(pow, 2, "a", 3))  # expect: TypeError: unsupported operand type(s) for ** or pow(): 'int', 'str', 'int'
