b = bytearray()
b.append(256)  # expect error: ValueError: byte must be in range(0, 256)
