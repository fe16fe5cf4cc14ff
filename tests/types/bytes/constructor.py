print(bytes(), bytes(3), bytes([65, 66]), bytes("é", "utf-8"))  # expect: b'' b'\x00\x00\x00' b'AB' b'\xc3\xa9'
print(bytes(range(3)), bytes(b"x"))  # expect: b'\x00\x01\x02' b'x'
def error(f):
    try:
        f()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
print(error(lambda: bytes("a")))  # expect: TypeError: string argument without an encoding
print(error(lambda: bytes([256])))  # expect: ValueError: bytes must be in range(0, 256)
print(error(lambda: bytes(-1)))  # expect: ValueError: negative count
print(error(lambda: bytes(["a"])))  # expect: TypeError: 'str' object cannot be interpreted as an integer
print(error(lambda: bytes(1.5)))  # expect: TypeError: cannot convert 'float' object to bytes
print(error(lambda: bytes(1, "utf-8")))  # expect: TypeError: encoding without a string argument
