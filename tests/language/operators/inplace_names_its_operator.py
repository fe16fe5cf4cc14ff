def error(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

def minus(a, b): a -= b
def matrix(a, b): a @= b
def both(a, b): a &= b
print(error(minus, "a", "b"))  # expect: TypeError: unsupported operand type(s) for -=: 'str' and 'str'
print(error(matrix, 1, 2))  # expect: TypeError: unsupported operand type(s) for @=: 'int' and 'int'
print(error(both, 1.5, 2.5))  # expect: TypeError: unsupported operand type(s) for &=: 'float' and 'float'
print(error(minus, (), ()))  # expect: TypeError: unsupported operand type(s) for -=: 'tuple' and 'tuple'
