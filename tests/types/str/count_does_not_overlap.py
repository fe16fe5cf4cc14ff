print("aaaa".count("aa"), "banana".count("an"), "abc".count("x"))  # expect: 2 2 0
print("abc".count(""), "".count(""), "banana".count("a", 2))  # expect: 4 1 2
print("banana".count("a", 2, 4))  # expect: 1
