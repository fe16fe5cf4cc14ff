from itertools import starmap, compress
print(list(starmap(pow, [(2, 3), (3, 2)])))  # expect: [8, 9]
print(list(starmap(max, [(1, 5, 2)])))  # expect: [5]
print(list(compress("abcdef", [1, 0, 1, 0, 1])), list(compress([1, 2], [])))  # expect: ['a', 'c', 'e'] []
