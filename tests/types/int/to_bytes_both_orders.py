print((1024).to_bytes(2, "big"))  # expect: b'\x04\x00'
print((1024).to_bytes(4, "little"))  # expect: b'\x00\x04\x00\x00'
print((255).to_bytes())  # expect: b'\xff'
print((-2).to_bytes(3, "big", signed=True))  # expect: b'\xff\xff\xfe'
print((10**20).to_bytes(9, byteorder="little").hex())  # expect: 000010632d5ec76b05
print((0).to_bytes(0, "big"))  # expect: b''
