def g(items):
    while True:
        yield next(items)
try:
    list(g(iter([1])))
except RuntimeError as e:
    print(e)  # expect: generator raised StopIteration
