print(b"\x00\xab\xff".hex(), b"\x01\x02\x03".hex(":"))  # expect: 00abff 01:02:03
print(b"\x01\x02\x03\x04\x05".hex("_", 2), b"\x01\x02\x03".hex("-", -2))  # expect: 01_0203_0405 0102-03
print(bytes.fromhex("00 AB ff"), bytes.fromhex(""), bytes.fromhex("6162"))  # expect: b'\x00\xab\xff' b'' b'ab'
def error(f):
    try:
        f()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
print(error(lambda: bytes.fromhex("0")))  # expect: ValueError: non-hexadecimal number found in fromhex() arg at position 1
print(error(lambda: bytes.fromhex("zz")))  # expect: ValueError: non-hexadecimal number found in fromhex() arg at position 0
