from itertools import permutations
print(list(permutations("abc")), list(permutations([1, 2, 3], 2)))  # expect: [('a', 'b', 'c'), ('a', 'c', 'b'), ('b', 'a', 'c'), ('b', 'c', 'a'), ('c', 'a', 'b'), ('c', 'b', 'a')] [(1, 2), (1, 3), (2, 1), (2, 3), (3, 1), (3, 2)]
print(list(permutations([], 0)), list(permutations([1], 2)))  # expect: [()] []
