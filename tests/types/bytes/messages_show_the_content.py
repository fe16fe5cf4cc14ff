def error(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

import collections
print(error(int, bytearray(b" pad ")))  # expect: ValueError: invalid literal for int() with base 10: b' pad '
print(error(int, memoryview(b"x")))  # expect: ValueError: invalid literal for int() with base 10: b'x'
print(error(float, bytearray(b"a")))  # expect: ValueError: could not convert string to float: bytearray(b'a')
# expect: TypeError: argument should be integer or bytes-like object, not 'collections.deque'
print(error(b"abc".find, collections.deque()))
