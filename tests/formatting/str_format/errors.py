def error(f):
    try:
        f()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
print(error(lambda: "{} {}".format(1)))  # expect: IndexError: Replacement index 1 out of range for positional args tuple
print(error(lambda: "{x}".format()))  # expect: KeyError: 'x'
print(error(lambda: "{0} {}".format(1, 2)))  # expect: ValueError: cannot switch from manual field specification to automatic field numbering
print(error(lambda: "{} {0}".format(1, 2)))  # expect: ValueError: cannot switch from automatic field numbering to manual field specification
print(error(lambda: "{".format(1)))  # expect: ValueError: Single '{' encountered in format string
print(error(lambda: "}".format(1)))  # expect: ValueError: Single '}' encountered in format string
print(error(lambda: "{!z}".format(1)))  # expect: ValueError: Unknown conversion specifier z
print(error(lambda: "{0.nope}".format(1)))  # expect: AttributeError: 'int' object has no attribute 'nope'
print(error(lambda: "{0[5]}".format([1])))  # expect: IndexError: list index out of range
