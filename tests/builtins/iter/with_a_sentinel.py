values = [1, 2, 3, 0, 4]
it = iter(lambda: values.pop(0), 0)
print(list(it), values)  # expect: [1, 2, 3] [4]
try:
    iter(5, 0)
except TypeError as e:
    print(e)  # expect: iter(v, w): v must be callable
iter(5)  # expect error: TypeError: 'int' object is not iterable
