async def f():
    try:
        c.send(None)
    except ValueError as e:
        return str(e)
c = f()
try:
    c.send(None)
except StopIteration as e:
    print(e.value)  # expect: coroutine already executing
