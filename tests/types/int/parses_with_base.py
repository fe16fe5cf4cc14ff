print(int("ff", 16), int("0xFF", 16), int("-0x1f", 16))  # expect: 255 255 -31
print(int("0b101", 2), int("101", 2), int("0o17", 8))  # expect: 5 5 15
print(int("z", 36), int("Zz", 36))  # expect: 35 1295
print(int("0x1F", 0), int("0b11", 0), int("0o7", 0), int("10", 0))  # expect: 31 3 7 10
print(int("1_0", 2), int("0x_f", 16))  # expect: 2 15
