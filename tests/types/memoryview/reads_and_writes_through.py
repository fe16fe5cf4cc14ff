b = bytearray(b"hello")
m = memoryview(b)
m[0] = ord("J")
m[1:3] = b"EL"
print(b, len(m), m[4], m[-1], bytes(m[1:4]), m.tolist()[:2])  # expect: bytearray(b'JELlo') 5 111 111 b'ELl' [74, 69]
print(m.readonly, memoryview(b"x").readonly, m.nbytes, m.itemsize, m.format, m.ndim)  # expect: False True 5 1 B 1
