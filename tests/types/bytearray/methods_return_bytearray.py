b = bytearray(b"a b")
print(b.upper(), b.split(), b.replace(b"a", b"x"), b.decode(), b.hex())  # expect: bytearray(b'A B') [bytearray(b'a'), bytearray(b'b')] bytearray(b'x b') a b 612062
print(type(b + b"").__name__, type(b"" + b).__name__, type(b[:1]).__name__)  # expect: bytearray bytes bytearray
