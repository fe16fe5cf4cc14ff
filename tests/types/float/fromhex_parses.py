print(float.fromhex("0x1.8p+1"), float.fromhex("1.8"), float.fromhex("-0x.1p4"))  # expect: 3.0 1.5 -1.0
print(float.fromhex("inf"), float.fromhex(" nan "), float.fromhex("0x10"))  # expect: inf nan 16.0
print(float.fromhex((0.1).hex()) == 0.1)  # expect: True
try:
    float.fromhex("zz")
except ValueError as e:
    print(e)  # expect: invalid hexadecimal floating-point string
