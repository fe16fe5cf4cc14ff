print("  a  b\tc\n".split())  # expect: ['a', 'b', 'c']
print("".split(), "   ".split())  # expect: [] []
print("a b c d".split(None, 2), " a b ".split(None, 1))  # expect: ['a', 'b', 'c d'] ['a', 'b ']
print("a\u00a0b\u2003c".split())  # expect: ['a', 'b', 'c']
