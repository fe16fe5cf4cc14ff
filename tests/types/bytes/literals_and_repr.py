print(b"abc", b'it\'s', b"\x00\xff\n\t\\", b"", b'"', b"'\"")  # expect: b'abc' b"it's" b'\x00\xff\n\t\\' b'' b'"' b'\'"'
print(rb"\n", b"a" b"b", Rb'\d')  # expect: b'\\n' b'ab' b'\\d'
