try:
    b"ab\xffcd".decode("utf-8")
except UnicodeDecodeError as e:
    print(e.encoding, e.object, e.start, e.end, e.reason)  # expect: utf-8 b'ab\xffcd' 2 3 invalid start byte
    print(e.args)  # expect: ('utf-8', b'ab\xffcd', 2, 3, 'invalid start byte')
