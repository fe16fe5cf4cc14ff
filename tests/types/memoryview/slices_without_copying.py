b = bytearray(range(10))
m = memoryview(b)[2:8]
b[2] = 99
print(m.tolist(), m[::2].tolist(), m == bytes(m), m.hex())  # expect: [99, 3, 4, 5, 6, 7] [99, 4, 6] True 630304050607
