import asyncio
async def gen(n):
    for i in range(10):
        if i == n: return
        yield i
async def main():
    print([x async for x in gen(3)])  # expect: [0, 1, 2]
    g = gen(0)
    print(await anext(g, "empty"))  # expect: empty
asyncio.run(main())
