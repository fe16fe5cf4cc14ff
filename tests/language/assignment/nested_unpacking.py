(a, (b, *c)), [d] = (1, "xyz"), (4,)
print(a, b, c, d)  # expect: 1 x ['y', 'z'] 4
for i, (j, [k, *l]) in [(1, (2, [3, 4, 5]))]:
    print(i, j, k, l)  # expect: 1 2 3 [4, 5]
