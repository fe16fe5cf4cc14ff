r = range(10, 30, 5)
print(r[0], r[-1], r[1:], r[::-1], r[::2], r[5:])  # expect: 10 25 range(15, 30, 5) range(25, 5, -5) range(10, 30, 10) range(30, 30, 5)
r[4]  # expect error: IndexError: range object index out of range
