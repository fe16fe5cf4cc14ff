async def f(): return 3
def g():
    yield from c
c = f()
try:
    list(g())
except TypeError as e:
    print(e)  # expect: cannot 'yield from' a coroutine object in a non-coroutine generator
c.close()
