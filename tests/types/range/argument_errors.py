def error(f):
    try:
        f()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
print(error(lambda: range()))  # expect: TypeError: range expected at least 1 argument, got 0
print(error(lambda: range(1.0)))  # expect: TypeError: 'float' object cannot be interpreted as an integer
print(error(lambda: range("3")))  # expect: TypeError: 'str' object cannot be interpreted as an integer
print(error(lambda: range(1, 2, 0)))  # expect: ValueError: range() arg 3 must not be zero
print(error(lambda: range(1, 2, 3, 4)))  # expect: TypeError: range expected at most 3 arguments, got 4
