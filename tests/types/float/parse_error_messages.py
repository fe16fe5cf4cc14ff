def error(f):
    try:
        f()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
print(error(lambda: float("abc")))  # expect: ValueError: could not convert string to float: 'abc'
print(error(lambda: float("")))  # expect: ValueError: could not convert string to float: ''
print(error(lambda: float("1__0")))  # expect: ValueError: could not convert string to float: '1__0'
print(error(lambda: float("1e")))  # expect: ValueError: could not convert string to float: '1e'
print(error(lambda: float(None)))  # expect: TypeError: float() argument must be a string or a real number, not 'NoneType'
print(error(lambda: float([])))  # expect: TypeError: float() argument must be a string or a real number, not 'list'
print(error(lambda: float("0x10")))  # expect: ValueError: could not convert string to float: '0x10'
