def g():
    yield from iter([1, 2])
it = g()
next(it)
try:
    it.send("x")
except AttributeError as e:
    print(e)  # expect: 'list_iterator' object has no attribute 'send'
