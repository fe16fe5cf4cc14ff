print(b"ab" + b"cd", b"ab" * 2, b"a" + bytearray(b"b"))  # expect: b'abcd' b'abab' b'ab'
try:
    b"a" + "b"
except TypeError as e:
    print(e)  # expect: can't concat str to bytes
