def error(f):
    try:
        f()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
print(error(lambda: "aé".encode("ascii")))  # expect: UnicodeEncodeError: 'ascii' codec can't encode character '\xe9' in position 1: ordinal not in range(128)
print(error(lambda: "éàb".encode("ascii")))  # expect: UnicodeEncodeError: 'ascii' codec can't encode characters in position 0-1: ordinal not in range(128)
print(error(lambda: "x€".encode("latin-1")))  # expect: UnicodeEncodeError: 'latin-1' codec can't encode character '\u20ac' in position 1: ordinal not in range(256)
print(error(lambda: "\ud800".encode()))  # expect: UnicodeEncodeError: 'utf-8' codec can't encode character '\ud800' in position 0: surrogates not allowed
print(error(lambda: "a".encode("nonsense")))  # expect: LookupError: unknown encoding: nonsense
