t = ([1], 2)
try:
    t[0] += [9]
except TypeError as e:
    print(e)  # expect: 'tuple' object does not support item assignment
print(t)  # expect: ([1, 9], 2)
