a, b, c = 1, 2, 3
a, b, c = c, a, b
print(a, b, c)  # expect: 3 1 2
(x, y), z = (1, 2), 3
print(x, y, z)  # expect: 1 2 3
i, lst = 0, [0, 0]
i, lst[i] = 1, 5
print(i, lst)  # expect: 1 [0, 5]
