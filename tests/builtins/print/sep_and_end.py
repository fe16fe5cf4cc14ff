print(1, 2, 3, sep="-")
print("a", "b", sep="")
print("x", end="!\n")
print()
print("no", "newline", sep="\n")
print(end="")
print(None, True, [1], sep=None, end=None)

# expect:
# 1-2-3
# ab
# x!
#
# no
# newline
# None True [1]
