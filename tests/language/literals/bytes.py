print(b"abc\x00\xff\n", b'\'', b"'", rb"\x00", Rb'\n', b"a" b"b", b"abc"[0], b"\101")
# expect: b'abc\x00\xff\n' b"'" b"'" b'\\x00' b'\\n' b'ab' 97 b'A'
