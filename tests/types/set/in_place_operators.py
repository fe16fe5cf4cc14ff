a = b = {1, 2, 3}
a |= {4}
a &= {1, 2, 4}
a -= {1}
a ^= {2, 9}
print(sorted(b), a is b)  # expect: [4, 9] True
