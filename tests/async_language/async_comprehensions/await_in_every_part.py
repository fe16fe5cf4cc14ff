import asyncio
async def t(x):
    await asyncio.sleep(0)
    return x
async def main():
    print([await t(x) for x in await t([1, 2]) if await t(x)])  # expect: [1, 2]
    print({await t(k): await t(v) for k, v in [("a", 1)]}, {await t(x) for x in "a"})  # expect: {'a': 1} {'a'}
    g = (await t(x) for x in [1, 2])
    print(type(g).__name__, [x async for x in g])  # expect: async_generator [1, 2]
asyncio.run(main())
