b = b"a\xffb\xe2\x82"
print(ascii(b.decode("utf-8", "ignore")), ascii(b.decode("utf-8", "replace")))  # expect: 'ab' 'a\ufffdb\ufffd'
print(ascii(b.decode("utf-8", errors="backslashreplace")))  # expect: 'a\\xffb\\xe2\\x82'
print(ascii(b.decode("utf-8", "surrogateescape")))  # expect: 'a\udcffb\udce2\udc82'
print(b.decode("utf-8", "surrogateescape").encode("utf-8", "surrogateescape") == b)  # expect: True
