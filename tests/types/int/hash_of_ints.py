print(hash(0), hash(5), hash(-1), hash(-2))  # expect: 0 5 -2 -2
print(hash(2**61 - 1), hash(2**61), hash(-2**61))  # expect: 0 1 -2
print(hash(3) == hash(3.0) == hash(3 + 0j))  # expect: True
