import asyncio

async def numbers(n):
    for i in range(n):
        await asyncio.sleep(0)
        yield i

async def square(n):
    await asyncio.sleep(0)
    return n * n

async def main():
    print([n async for n in numbers(4) if n % 2])  # expect: [1, 3]
    print([await square(n) for n in range(4)])  # expect: [0, 1, 4, 9]
    print({n: await square(n) async for n in numbers(3)})  # expect: {0: 0, 1: 1, 2: 4}
    print(await anext(await square(n) async for n in numbers(3)))  # expect: 0

asyncio.run(main())
