print((1.0).hex(), (0.1).hex(), (-2.5).hex(), (0.0).hex(), (-0.0).hex())  # expect: 0x1.0000000000000p+0 0x1.999999999999ap-4 -0x1.4000000000000p+1 0x0.0p+0 -0x0.0p+0
print((5e-324).hex(), float("inf").hex(), float("nan").hex())  # expect: 0x0.0000000000001p-1022 inf nan
print((1e300).hex())  # expect: 0x1.7e43c8800759cp+996
