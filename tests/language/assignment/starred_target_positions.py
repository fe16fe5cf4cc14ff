first, *rest = "abcd"
*init, last = [1, 2, 3]
a, *mid, b = range(5)
x, *none = [1]
print(first, rest, init, last, a, mid, b, none)  # expect: a ['b', 'c', 'd'] [1, 2] 3 0 [1, 2, 3] 4 []
[*all] = (1, 2)
*only, = "xy"
print(all, only)  # expect: [1, 2] ['x', 'y']
