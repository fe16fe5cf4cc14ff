import asyncio
async def gen():
    for i in range(3): yield i
async def main():
    x = "outer"
    y = 10
    print([x + y async for x in gen()], x)  # expect: [10, 11, 12] outer
    print([f() for f in [lambda: x async for x in gen()]])  # expect: [2, 2, 2]
    print([last := x async for x in gen()], last)  # expect: [0, 1, 2] 2
asyncio.run(main())
