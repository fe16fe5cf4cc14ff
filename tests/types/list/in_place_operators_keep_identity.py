a = b = [1]
a += [2]
a *= 2
print(b, a is b)  # expect: [1, 2, 1, 2] True
a = a + [3]
print(b, a is b)  # expect: [1, 2, 1, 2] False
