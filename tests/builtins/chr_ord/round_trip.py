print(chr(65), chr(0x20ac), chr(0x1f600), ord("A"), ord("€"))  # expect: A € 😀 65 8364
print(ord(b"a"), repr(chr(0)), ord(chr(0x10ffff)))  # expect: 97 '\x00' 1114111
def error(f):
    try:
        f()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
print(error(lambda: chr(0x110000)))  # expect: ValueError: chr() arg not in range(0x110000)
print(error(lambda: chr(-1)))  # expect: ValueError: chr() arg not in range(0x110000)
print(error(lambda: chr("a")))  # expect: TypeError: 'str' object cannot be interpreted as an integer
print(error(lambda: ord("ab")))  # expect: TypeError: ord() expected a character, but string of length 2 found
print(error(lambda: ord("")))  # expect: TypeError: ord() expected a character, but string of length 0 found
print(error(lambda: ord(5)))  # expect: TypeError: ord() expected string of length 1, but int found
