import collections
import re

deque, match = collections.deque(), re.match("a", "a")
for act in [
    lambda: "abc".index(deque),
    lambda: int(match),
    lambda: [1] + match,
    lambda: [1][deque],
    lambda: len(match),
    lambda: open(match),
]:
    try:
        act()
    except TypeError as e:
        print(e)

# expect:
# index() argument 1 must be str, not collections.deque
# int() argument must be a string, a bytes-like object or a real number, not 're.Match'
# can only concatenate list (not "re.Match") to list
# list indices must be integers or slices, not collections.deque
# object of type 're.Match' has no len()
# expected str, bytes or os.PathLike object, not Match
