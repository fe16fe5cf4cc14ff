def error(f):
    try:
        f()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
print(error(lambda: int("abc")))  # expect: ValueError: invalid literal for int() with base 10: 'abc'
print(error(lambda: int("")))  # expect: ValueError: invalid literal for int() with base 10: ''
print(error(lambda: int("1__0")))  # expect: ValueError: invalid literal for int() with base 10: '1__0'
print(error(lambda: int("_1")))  # expect: ValueError: invalid literal for int() with base 10: '_1'
print(error(lambda: int("12", 2)))  # expect: ValueError: invalid literal for int() with base 2: '12'
print(error(lambda: int("010", 0)))  # expect: ValueError: invalid literal for int() with base 0: '010'
print(error(lambda: int("1.5")))  # expect: ValueError: invalid literal for int() with base 10: '1.5'
print(error(lambda: int(b"x")))  # expect: ValueError: invalid literal for int() with base 10: b'x'
