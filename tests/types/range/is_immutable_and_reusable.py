r = range(3)
print(list(r), list(r), list(reversed(r)), sum(r), max(r))  # expect: [0, 1, 2] [0, 1, 2] [2, 1, 0] 3 2
r[0] = 5  # expect error: TypeError: 'range' object does not support item assignment
