import asyncio
async def walk(t):
    if isinstance(t, list):
        for x in t:
            async for y in walk(x):
                yield y
    else:
        await asyncio.sleep(0)
        yield t
async def main():
    print([x async for x in walk([1, [2, [3]], [], 4])])  # expect: [1, 2, 3, 4]
asyncio.run(main())
