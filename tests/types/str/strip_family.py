print(repr("  a b \n".strip()), repr("  a ".lstrip()), repr("  a ".rstrip()))  # expect: 'a b' 'a ' '  a'
print("xxabcxx".strip("x"), "xyabcyx".strip("xy"), "abc".strip(""))  # expect: abc abc abc
print(repr("aaa".strip("a")))  # expect: ''
print("www.example.com".lstrip("w."), "file.tar.gz".rstrip(".gz"))  # expect: example.com file.tar
print(repr("\u2003a\u00a0".strip()), repr("\x1fa\x1c".strip()))  # expect: 'a' 'a'
print(" a ".strip(None))  # expect: a
