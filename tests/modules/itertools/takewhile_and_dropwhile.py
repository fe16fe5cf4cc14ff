from itertools import takewhile, dropwhile, filterfalse
small = lambda x: x < 3
print(list(takewhile(small, [1, 2, 5, 1])))  # expect: [1, 2]
print(list(dropwhile(small, [1, 2, 5, 1])))  # expect: [5, 1]
print(list(filterfalse(small, [1, 5, 2, 6])), list(filterfalse(None, [0, 1, ""])))  # expect: [5, 6] [0, '']
