import asyncio

async def main():
    q = asyncio.Queue(1)
    q.put_nowait("first")
    a = asyncio.create_task(q.put("a"))
    b = asyncio.create_task(q.put("b"))
    await asyncio.sleep(0)
    a.cancel()
    await asyncio.sleep(0)
    print(q.get_nowait(), await q.get(), q.qsize())  # expect: first b 0
    print(a.cancelled(), b.done())  # expect: True True

asyncio.run(main())
