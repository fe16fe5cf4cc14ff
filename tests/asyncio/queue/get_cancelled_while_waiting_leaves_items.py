import asyncio

async def main():
    q = asyncio.Queue()
    getter = asyncio.create_task(q.get())
    other = asyncio.create_task(q.get())
    await asyncio.sleep(0)
    q.put_nowait("x")
    getter.cancel()
    print(await asyncio.gather(getter, other, return_exceptions=True))  # expect: [CancelledError(''), 'x']
    print(q.qsize())  # expect: 0

asyncio.run(main())
