import sys

print(1, 2, 3, sep="-", end="!\n")
print()
print("a", "b", sep="\n", flush=True)
print(*range(3), sep="")

# expect:
# 1-2-3!
#
# a
# b
# 012
