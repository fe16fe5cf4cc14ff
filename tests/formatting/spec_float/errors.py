def error(v, spec):
    try:
        format(v, spec)
    except Exception as e:
        return f"{type(e).__name__}: {e}"
print(error(1.5, "d"))  # expect: ValueError: Unknown format code 'd' for object of type 'float'
print(error(1.5, "s"))  # expect: ValueError: Unknown format code 's' for object of type 'float'
print(error(1.5, "x"))  # expect: ValueError: Unknown format code 'x' for object of type 'float'
print(error(1.5, ".f"))  # expect: ValueError: Format specifier missing precision
print(error(1.5, "..2f"))  # expect: ValueError: Format specifier missing precision
print(error(1.5, "f2"))  # expect: ValueError: Invalid format specifier 'f2' for object of type 'float'
