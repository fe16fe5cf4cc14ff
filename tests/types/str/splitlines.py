print("a\nb\r\nc\rd".splitlines())  # expect: ['a', 'b', 'c', 'd']
print("a\nb\n".splitlines(), "\n".splitlines(), "".splitlines())  # expect: ['a', 'b'] [''] []
print("a\nb\r\nc".splitlines(True), "a\n\nb".splitlines(keepends=True))  # expect: ['a\n', 'b\r\n', 'c'] ['a\n', '\n', 'b']
print("a\x0bb\x0cc\x1cd\x85e\u2028f".splitlines())  # expect: ['a', 'b', 'c', 'd', 'e', 'f']
