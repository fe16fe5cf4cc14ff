it = iter(range(6))
print(list(zip(it, it)))
it = iter("abcdef")
for c in it:
    print(c, next(it))

# expect:
# [(0, 1), (2, 3), (4, 5)]
# a b
# c d
# e f
