print(b"caf\xc3\xa9".decode(), b"caf\xe9".decode("latin-1"), b"abc".decode("ascii"))  # expect: café café abc
print(b"a\x00b\x00".decode("utf-16-le"))  # expect: ab
print(b"\xef\xbb\xbfx".decode("utf-8-sig"), repr(b"".decode()))  # expect: x ''
