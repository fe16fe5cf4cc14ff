import asyncio

async def main():
    q = asyncio.LifoQueue()
    for n in range(3):
        q.put_nowait(n)
    print(await q.get())  # expect: 2
    q.put_nowait("new")
    print([q.get_nowait() for _ in range(3)])  # expect: ['new', 1, 0]

asyncio.run(main())
