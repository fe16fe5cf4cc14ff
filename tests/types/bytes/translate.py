table = bytes.maketrans(b"abc", b"xyz")
print(len(table), b"aabbccdd".translate(table))  # expect: 256 b'xxyyzzdd'
print(b"abcd".translate(None, b"bd"), b"abc".translate(table, b"b"))  # expect: b'ac' b'xz'
