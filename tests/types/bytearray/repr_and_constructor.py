print(bytearray(), bytearray(b"ab"), bytearray(2))  # expect: bytearray(b'') bytearray(b'ab') bytearray(b'\x00\x00')
print(bytearray("é", "utf-8"), bytearray([1, 2]))  # expect: bytearray(b'\xc3\xa9') bytearray(b'\x01\x02')
print(len(bytearray(10)), str(bytearray(b"a'b")))  # expect: 10 bytearray(b"a\'b")
