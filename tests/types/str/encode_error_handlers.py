s = "aé€b"
print(s.encode("ascii", "ignore"), s.encode("ascii", "replace"))  # expect: b'ab' b'a??b'
print(s.encode("ascii", "backslashreplace"), s.encode("ascii", "xmlcharrefreplace"))  # expect: b'a\\xe9\\u20acb' b'a&#233;&#8364;b'
print(s.encode("ascii", "namereplace"))  # expect: b'a\\N{LATIN SMALL LETTER E WITH ACUTE}\\N{EURO SIGN}b'
print("\udc80x".encode("utf-8", "surrogateescape"))  # expect: b'\x80x'
print("\ud800".encode("utf-8", "surrogatepass"))  # expect: b'\xed\xa0\x80'
