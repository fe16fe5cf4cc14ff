import asyncio
async def gen(n):
    for i in range(n):
        await asyncio.sleep(0)
        yield i
async def main():
    print([x async for x in gen(3)])  # expect: [0, 1, 2]
    print({x % 2 async for x in gen(3)})  # expect: {0, 1}
    print({x: x * x async for x in gen(3)})  # expect: {0: 0, 1: 1, 2: 4}
    g = (x + 1 async for x in gen(3))
    print(type(g).__name__, [x async for x in g])  # expect: async_generator [1, 2, 3]
asyncio.run(main())
