async def f():
    raise StopIteration("inside")
c = f()
try:
    c.send(None)
except RuntimeError as e:
    print(e, "|", repr(e.__cause__))  # expect: coroutine raised StopIteration | StopIteration('inside')
