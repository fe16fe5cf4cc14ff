async def f(): pass
c = f()
try:
    c.send(1)
except TypeError as e:
    print(e)  # expect: can't send non-None value to a just-started coroutine
c.close()
