print("banana".replace("a", "o"), "banana".replace("a", "o", 2))  # expect: bonono bonona
print("banana".replace("an", ""))  # expect: ba
print("abc".replace("", "-"), "abc".replace("", "-", 2), repr("".replace("", "x")))  # expect: -a-b-c- -a-bc 'x'
print("aaa".replace("aa", "b"), "abc".replace("x", "y"), "abc".replace("b", "β"))  # expect: ba abc aβc
print("aaaa".replace("a", "b", count=1))  # expect: baaa
