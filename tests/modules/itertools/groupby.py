from itertools import groupby
print([(k, list(g)) for k, g in groupby("aaabbca")])  # expect: [('a', ['a', 'a', 'a']), ('b', ['b', 'b']), ('c', ['c']), ('a', ['a'])]
print([(k, len(list(g))) for k, g in groupby([1, 3, 2, 4, 5], key=lambda x: x % 2)])  # expect: [(1, 2), (0, 2), (1, 1)]
groups = list(groupby("aab"))
print([list(g) for _, g in groups])  # expect: [[], []]
