d = {b"k": 1}
print(d[bytes([107])])  # expect: 1
print(hash(b"abc") == hash(bytes(bytearray(b"abc"))), b"k" in d, "k" in d)  # expect: True True False
