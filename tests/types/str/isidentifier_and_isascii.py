print("abc".isidentifier(), "_1".isidentifier(), "1a".isidentifier())  # expect: True True False
print("".isidentifier(), "été".isidentifier())  # expect: False True
print("class".isidentifier(), "a b".isidentifier())  # expect: True False
print("abc".isascii(), "".isascii(), "é".isascii(), "\x7f".isascii())  # expect: True True False True
print("\x80".isascii())  # expect: False
