import asyncio
async def t(x):
    await asyncio.sleep(0)
    return x
async def gen():
    got = await t((yield await t(1)) + (yield await t(2)))
    yield got
async def main():
    g = gen()
    print(await anext(g), await g.asend(10), await g.asend(5))  # expect: 1 2 15
    await g.aclose()
asyncio.run(main())
