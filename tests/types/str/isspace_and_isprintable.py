print(" \t\n".isspace(), "".isspace(), "a ".isspace())  # expect: True False False
print("\u00a0\u2003".isspace(), "\u200b".isspace())  # expect: True False
print("abc é".isprintable(), "a\n".isprintable(), "".isprintable())  # expect: True False True
print("\u00a0".isprintable())  # expect: False
