import asyncio
async def gen():
    yield 1, (2, 3)
    yield 4, (5, 6, 7)
async def main():
    d = {}
    async for d["k"], (a, *b) in gen():
        print(d, a, b)
asyncio.run(main())
# expect:
# {'k': 1} 2 [3]
# {'k': 4} 5 [6, 7]
