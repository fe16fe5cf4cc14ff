def error(f):
    try:
        f()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
print(error(lambda: b"a\xffb".decode()))  # expect: UnicodeDecodeError: 'utf-8' codec can't decode byte 0xff in position 1: invalid start byte
print(error(lambda: b"ab\xe2\x82".decode()))  # expect: UnicodeDecodeError: 'utf-8' codec can't decode bytes in position 2-3: unexpected end of data
print(error(lambda: b"\xc3(".decode()))  # expect: UnicodeDecodeError: 'utf-8' codec can't decode byte 0xc3 in position 0: invalid continuation byte
print(error(lambda: b"\x80".decode("ascii")))  # expect: UnicodeDecodeError: 'ascii' codec can't decode byte 0x80 in position 0: ordinal not in range(128)
print(error(lambda: b"a".decode("klingon")))  # expect: LookupError: unknown encoding: klingon
