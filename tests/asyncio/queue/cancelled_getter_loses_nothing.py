import asyncio

async def main():
    q = asyncio.Queue()
    a = asyncio.create_task(q.get())
    b = asyncio.create_task(q.get())
    await asyncio.sleep(0)
    q.put_nowait("item")
    a.cancel()
    print(await b)  # expect: item
    print(a.cancelled(), q.qsize())  # expect: True 0

asyncio.run(main())
