r = range(0, 10**18, 3)
print(9 in r, 10 in r, 10**17 in r, -3 in r, True in range(2))  # expect: True False False False True
print(3.0 in range(5), 2.5 in range(5), "3" in range(5))  # expect: True False False
print(r.index(9), r.count(9), r.count(10))  # expect: 3 1 0
try:
    r.index(10)
except ValueError as e:
    print(e)  # expect: 10 is not in range
