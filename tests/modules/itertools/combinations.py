from itertools import combinations, combinations_with_replacement
print(list(combinations("abcd", 2)), list(combinations([1, 2], 3)))  # expect: [('a', 'b'), ('a', 'c'), ('a', 'd'), ('b', 'c'), ('b', 'd'), ('c', 'd')] []
print(list(combinations([1], 0)))  # expect: [()]
print(list(combinations_with_replacement("ab", 2)))  # expect: [('a', 'a'), ('a', 'b'), ('b', 'b')]
print(len(list(combinations(range(10), 4))))  # expect: 210
