def error(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

print(error((1).__format__, None))  # expect: TypeError: __format__() argument must be str, not None
print(error("".__format__, 3))  # expect: TypeError: __format__() argument must be str, not int
print(error(object().__format__, None))  # expect: TypeError: __format__() argument must be str, not None
print(error((5).to_bytes, 1, None))  # expect: TypeError: to_bytes() argument 'byteorder' must be str, not None
print(error(float, bytearray(b"a")))  # expect: ValueError: could not convert string to float: bytearray(b'a')
