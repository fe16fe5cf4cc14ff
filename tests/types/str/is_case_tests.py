for s in ("abc", "ABC", "Abc", "a1", "1", "", "Hello World", "Hello world", "ß", "A-B"):
    print(repr(s), s.islower(), s.isupper(), s.istitle())

# expect:
# 'abc' True False False
# 'ABC' False True False
# 'Abc' False False True
# 'a1' True False False
# '1' False False False
# '' False False False
# 'Hello World' False False True
# 'Hello world' False False False
# 'ß' True False False
# 'A-B' False True True
