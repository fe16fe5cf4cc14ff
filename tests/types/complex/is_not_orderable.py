def error(f):
    try:
        f()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
print(error(lambda: 1j < 2j))  # expect: TypeError: '<' not supported between instances of 'complex' and 'complex'
print(error(lambda: 1j // 1))  # expect: TypeError: unsupported operand type(s) for //: 'complex' and 'int'
print(error(lambda: 1j % 2))  # expect: TypeError: unsupported operand type(s) for %: 'complex' and 'int'
print(error(lambda: int(1j)))  # expect: TypeError: int() argument must be a string, a bytes-like object or a real number, not 'complex'
print(error(lambda: float(1j)))  # expect: TypeError: float() argument must be a string or a real number, not 'complex'
print(error(lambda: 1j / 0))  # expect: ZeroDivisionError: complex division by zero
