print("{} {}".format(1, "b"), "{1} {0} {1}".format("a", "b"))  # expect: 1 b b a b
print("{{}} {}".format(5), "".format(), "{0}{0}".format("x"))  # expect: {} 5  xx
