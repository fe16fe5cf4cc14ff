x = [0, 1, 2, 3, 4, 5]
x[1:3] = "abc"
print(x)  # expect: [0, 'a', 'b', 'c', 3, 4, 5]
x[::3] = [10, 20, 30]
print(x)  # expect: [10, 'a', 'b', 20, 3, 4, 30]
x[2:2] = [99]
x[-1:] = []
print(x)  # expect: [10, 'a', 99, 'b', 20, 3, 4]
try:
    x[::2] = [1]
except ValueError as e:
    print(e)  # expect: attempt to assign sequence of size 1 to extended slice of size 4
try:
    x[0:1] = 5
except TypeError as e:
    print(e)  # expect: must assign iterable to extended slice
