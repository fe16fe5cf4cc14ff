import asyncio

async def slow():
    await asyncio.sleep(0)
    yield 1

async def next_of(g):
    return await anext(g)

async def main():
    g = slow()
    for r in await asyncio.gather(next_of(g), next_of(g), return_exceptions=True):
        print(repr(r))

asyncio.run(main())

# expect:
# 1
# RuntimeError('anext(): asynchronous generator is already running')
