import asyncio

async def main():
    q = asyncio.Queue()
    for n in (3, 1, 2):
        await q.put(n)
    print(q.qsize(), q.empty(), q.full())  # expect: 3 False False
    print([await q.get() for _ in range(3)], q.empty())  # expect: [3, 1, 2] True

asyncio.run(main())
