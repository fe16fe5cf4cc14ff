s = "a\udcffb"
print(len(s), repr(s))  # expect: 3 'a\udcffb'
s.encode("utf-8")  # expect error: UnicodeEncodeError: 'utf-8' codec can't encode character '\udcff' in position 1: surrogates not allowed
