def error(v, spec):
    try:
        format(v, spec)
    except Exception as e:
        return f"{type(e).__name__}: {e}"
print(error(None, "5"))  # expect: TypeError: unsupported format string passed to NoneType.__format__
print(error([1], "s"))  # expect: TypeError: unsupported format string passed to list.__format__
print(error({}, ">3"))  # expect: TypeError: unsupported format string passed to dict.__format__
print(error((1,), "d"))  # expect: TypeError: unsupported format string passed to tuple.__format__
print(error(object(), "x").split(" to ")[1])  # expect: object.__format__
print(error(b"a", "s"))  # expect: TypeError: unsupported format string passed to bytes.__format__
