import asyncio
async def gen(n):
    for i in range(n): yield i
async def ok(x):
    await asyncio.sleep(0)
    return x % 2 == 1
async def main():
    print([x async for x in gen(6) if await ok(x) if x > 1])  # expect: [3, 5]
    print([(a, b) async for a in gen(2) for b in "xy"])  # expect: [(0, 'x'), (0, 'y'), (1, 'x'), (1, 'y')]
    print([(a, b) for a in "xy" async for b in gen(2) if a != "y" or b])  # expect: [('x', 0), ('x', 1), ('y', 1)]
    print([[x async for x in gen(n)] for n in range(3)])  # expect: [[], [0], [0, 1]]
asyncio.run(main())
