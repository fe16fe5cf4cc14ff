it = iter([1])
print(next(it), next(it, "d"), next(it, None))  # expect: 1 d None
try:
    next([1])
except TypeError as e:
    print(e)  # expect: 'list' object is not an iterator
next(it)  # expect error: StopIteration
