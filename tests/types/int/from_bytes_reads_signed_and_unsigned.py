print(int.from_bytes(b"\x04\x00", "big"), int.from_bytes(b"\x04\x00", "little"))  # expect: 1024 4
print(int.from_bytes(b"\xff\xfe", "big", signed=True))  # expect: -2
print(int.from_bytes(b"\xff" * 10))  # expect: 1208925819614629174706175
print(int.from_bytes([1, 2, 3], "big"))  # expect: 66051
print(int.from_bytes(b""))  # expect: 0
