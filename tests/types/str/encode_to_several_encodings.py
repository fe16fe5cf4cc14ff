s = "é€"
print(s.encode(), s.encode("utf-8"), s.encode("utf-16-le"), s.encode("utf-32-be"))  # expect: b'\xc3\xa9\xe2\x82\xac' b'\xc3\xa9\xe2\x82\xac' b'\xe9\x00\xac ' b'\x00\x00\x00\xe9\x00\x00 \xac'
print("é".encode("latin-1"), "abc".encode("ascii"), "".encode())  # expect: b'\xe9' b'abc' b''
print("é".encode("utf-16")[:2] in (b"\xff\xfe", b"\xfe\xff"))  # expect: True
