try:
    [1].sort(len)
except TypeError as e:
    print(e)  # expect: sort() takes no positional arguments
try:
    [1, 2].sort(key=5)
except TypeError as e:
    print(e)  # expect: 'int' object is not callable
