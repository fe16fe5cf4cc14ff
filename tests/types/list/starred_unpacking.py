first, *middle, last = [1, 2, 3, 4]
print(first, middle, last)  # expect: 1 [2, 3] 4
a, *b = [1]
print(a, b)  # expect: 1 []
[x, [y, *z]] = [1, [2, 3, 4]]
print(x, y, z)  # expect: 1 2 [3, 4]
print([*range(2), *"ab", *[]])  # expect: [0, 1, 'a', 'b']
