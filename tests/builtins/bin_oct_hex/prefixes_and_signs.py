print(bin(10), oct(64), hex(255), bin(0), bin(-5), oct(-8))  # expect: 0b1010 0o100 0xff 0b0 -0b101 -0o10
print(hex(-255), hex(2**70), bin(True))  # expect: -0xff 0x400000000000000000 0b1
class I:
    def __index__(self): return 17
print(bin(I()), oct(I()), hex(I()))  # expect: 0b10001 0o21 0x11
bin(1.5)  # expect error: TypeError: 'float' object cannot be interpreted as an integer
