b = bytearray(b"abc")
b[0] = 120
b[-1] = ord("z")
print(b)  # expect: bytearray(b'xbz')
def error(f):
    try:
        f()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
print(error(lambda: b.__setitem__(0, 256)))  # expect: ValueError: byte must be in range(0, 256)
print(error(lambda: b.__setitem__(0, "a")))  # expect: TypeError: 'str' object cannot be interpreted as an integer
print(error(lambda: b.__setitem__(9, 1)))  # expect: IndexError: bytearray index out of range
