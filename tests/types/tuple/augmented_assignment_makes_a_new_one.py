a = b = (1,)
a += (2,)
print(a, b)  # expect: (1, 2) (1,)
a *= 2
print(a)  # expect: (1, 2, 1, 2)
