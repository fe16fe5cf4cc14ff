print("a,b,c".rsplit(",", 1), "a,b,c".rsplit(","))  # expect: ['a,b', 'c'] ['a', 'b', 'c']
print("  a b c  ".rsplit(None, 1), "  a b c  ".rsplit())  # expect: ['  a b', 'c'] ['a', 'b', 'c']
print("aaaa".rsplit("aa", 1), "aaaaa".rsplit("aa"))  # expect: ['aa', ''] ['a', '', '']
