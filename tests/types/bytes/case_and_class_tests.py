print(b"aBc".upper(), b"ABC".lower(), b"ab cd".title())  # expect: b'ABC' b'abc' b'Ab Cd'
print(b"ab".capitalize(), b"aB".swapcase())  # expect: b'Ab' b'Ab'
print(b"abc".isalpha(), b"12".isdigit(), b"a1".isalnum())  # expect: True True True
print(b" \n".isspace(), b"AB".isupper(), b"ab".islower())  # expect: True True True
print(b"Ab".istitle(), b"\x80".isascii(), b"\xe9".isalpha())  # expect: True False False
