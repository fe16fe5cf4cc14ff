b = bytearray(b"abcdef")
b[1:3] = b"XYZ"
print(b)  # expect: bytearray(b'aXYZdef')
b[::2] = b"...."[:len(b[::2])]
print(b)  # expect: bytearray(b'.X.Z.e.')
del b[0], b[1:3]
print(b)  # expect: bytearray(b'X.e.')
b[len(b):] = [33, 34]
print(b)  # expect: bytearray(b'X.e.!"')
