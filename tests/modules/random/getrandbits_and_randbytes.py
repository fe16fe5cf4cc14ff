import random
random.seed(99)
print(random.getrandbits(1), random.getrandbits(8))  # expect: 0 97
print(random.getrandbits(32), random.getrandbits(100))  # expect: 859317502 255927780265802653649840953179
print(random.getrandbits(0), random.randbytes(5))  # expect: 0 b'\x00N\x1c"\xc2'
