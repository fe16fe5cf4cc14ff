import asyncio

async def f():
    pass

async def g():
    yield

c = f()
print(asyncio.iscoroutine(c), asyncio.iscoroutine(f), asyncio.iscoroutine(g()), asyncio.iscoroutine(x for x in ()))
c.close()

# expect:
# True False False False
