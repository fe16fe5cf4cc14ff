def error(f):
    try:
        f()
    except TypeError as e:
        return str(e)
print(error(lambda: "a".upper(1)))  # expect: str.upper() takes no arguments (1 given)
print(error(lambda: "a".replace("b")))  # expect: replace() takes at least 2 positional arguments (1 given)
print(error(lambda: "a".find()))  # expect: find expected at least 1 argument, got 0
print(error(lambda: "a".strip(1)))  # expect: strip arg must be None or str
print(error(lambda: "a".split(1)))  # expect: must be str or None, not int
print(error(lambda: "a".zfill("3")))  # expect: 'str' object cannot be interpreted as an integer
print(error(lambda: "a".encode(1)))  # expect: encode() argument 'encoding' must be str, not int
print(error(lambda: "a".join()))  # expect: str.join() takes exactly one argument (0 given)
