a = bytearray(b"ab")
b = a.copy()
c = a
a[0] = 0
print(a, b, c is a, a == c, a != b)  # expect: bytearray(b'\x00b') bytearray(b'ab') True True True
