a = list(range(6))
a[::2] = "abc"
print(a)  # expect: ['a', 1, 'b', 3, 'c', 5]
a[::-1] = range(6)
print(a)  # expect: [5, 4, 3, 2, 1, 0]
try:
    a[::2] = [1]
except ValueError as e:
    print(e)  # expect: attempt to assign sequence of size 1 to extended slice of size 3
try:
    a[1:2] = 5
except TypeError as e:
    print(e)  # expect: must assign iterable to extended slice
try:
    a[::2] = 5
except TypeError as e:
    print(e)  # expect: must assign iterable to extended slice
