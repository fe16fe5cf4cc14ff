b = bytearray()
b.append(65)
b.extend(b"BC")
b.extend([68])
b.insert(0, 64)
b += b"!"
b *= 2
print(b, len(b))  # expect: bytearray(b'@ABCD!@ABCD!') 12
