print(b"a" < b"b", b"ab" < b"abc", b"\x80" > b"\x7f")  # expect: True True True
print(b"a" == bytearray(b"a"), b"a" != "a")  # expect: True True
print(sorted([b"b", b"", b"\xff", b"a"]))  # expect: [b'', b'a', b'b', b'\xff']
