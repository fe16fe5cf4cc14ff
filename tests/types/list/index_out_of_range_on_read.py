a = [1, 2, 3]
print(a[2], a[-3])  # expect: 3 1
a[3]  # expect error: IndexError: list index out of range
