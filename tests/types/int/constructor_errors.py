def error(f):
    try:
        f()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
print(error(lambda: int(None)))  # expect: TypeError: int() argument must be a string, a bytes-like object or a real number, not 'NoneType'
print(error(lambda: int([])))  # expect: TypeError: int() argument must be a string, a bytes-like object or a real number, not 'list'
print(error(lambda: int(1, 2)))  # expect: TypeError: int() can't convert non-string with explicit base
print(error(lambda: int("1", 1)))  # expect: ValueError: int() base must be >= 2 and <= 36, or 0
print(error(lambda: int("1", 37)))  # expect: ValueError: int() base must be >= 2 and <= 36, or 0
print(error(lambda: int(base=10)))  # expect: TypeError: int() missing string argument
