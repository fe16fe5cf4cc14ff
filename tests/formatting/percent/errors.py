def error(f):
    try:
        f()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
print(error(lambda: "%d" % "a"))  # expect: TypeError: %d format: a real number is required, not str
print(error(lambda: "%s %s" % ("a",)))  # expect: TypeError: not enough arguments for format string
print(error(lambda: "%s" % ("a", "b")))  # expect: TypeError: not all arguments converted during string formatting
print(error(lambda: "%(k)s" % 5))  # expect: TypeError: format requires a mapping
print(error(lambda: "%(k)s" % {}))  # expect: KeyError: 'k'
print(error(lambda: "%y" % 1))  # expect: ValueError: unsupported format character 'y' (0x79) at index 1
print(error(lambda: "abc%" % ()))  # expect: ValueError: incomplete format
print(error(lambda: "%x" % 1.5))  # expect: TypeError: %x format: an integer is required, not float
print(error(lambda: "%f" % "x"))  # expect: TypeError: must be real number, not str
print(error(lambda: "plain" % 5))  # expect: TypeError: not all arguments converted during string formatting
