print(repr(str()), str(12), str(None), str([1, "a"]), str(b"abc"))  # expect: '' 12 None [1, 'a'] b'abc'
print(str(b"caf\xc3\xa9", "utf-8"), str(b"\xff", "latin-1"))  # expect: café ÿ
print(str(b"a\xff", "ascii", "replace"))  # expect: a�
print(str(object=5))  # expect: 5
try:
    str("a", "utf-8")
except TypeError as e:
    print(e)  # expect: decoding str is not supported
