from itertools import product
print(list(product("ab", [1, 2])), list(product([0, 1], repeat=2)))  # expect: [('a', 1), ('a', 2), ('b', 1), ('b', 2)] [(0, 0), (0, 1), (1, 0), (1, 1)]
print(list(product()), list(product("ab", [])))  # expect: [()] []
print(len(list(product(range(3), repeat=4))))  # expect: 81
