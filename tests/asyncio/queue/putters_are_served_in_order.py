import asyncio

async def main():
    q = asyncio.Queue(1)
    q.put_nowait("first")
    tasks = [asyncio.create_task(q.put(n)) for n in "abc"]
    await asyncio.sleep(0)
    print([await q.get() for _ in range(4)])  # expect: ['first', 'a', 'b', 'c']
    await asyncio.gather(*tasks)

asyncio.run(main())
