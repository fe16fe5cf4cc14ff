def two(v): a, b = v
def star(v): a, b, *c = v
for f, v in ((two, [1]), (two, [1, 2, 3]), (two, ""), (star, [1]), (two, {1: 1, 2: 2, 3: 3})):
    try:
        f(v)
    except ValueError as e:
        print(e)
# expect:
# not enough values to unpack (expected 2, got 1)
# too many values to unpack (expected 2)
# not enough values to unpack (expected 2, got 0)
# not enough values to unpack (expected at least 2, got 1)
# too many values to unpack (expected 2)
