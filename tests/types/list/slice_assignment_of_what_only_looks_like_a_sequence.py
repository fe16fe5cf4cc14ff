import re

items = [1, 2]
for value in [5, re.match("a", "a")]:
    try:
        items[1:] = value
    except TypeError as e:
        print(e)
    try:
        ",".join(value)
    except TypeError as e:
        print(e)
print(items)

# expect:
# must assign iterable to extended slice
# can only join an iterable
# must assign iterable to extended slice
# can only join an iterable
# [1, 2]
