print(b"abc".startswith(b"ab"), b"abc".endswith((b"x", b"c")))  # expect: True True
print(b"abc".startswith(b"b", 1))  # expect: True
try:
    b"abc".startswith("a")
except TypeError as e:
    print(e)  # expect: startswith first arg must be bytes or a tuple of bytes, not str
