import asyncio

async def main():
    q = asyncio.Queue(1)
    q.put_nowait("first")
    a = asyncio.create_task(q.put("a"))
    b = asyncio.create_task(q.put("b"))
    await asyncio.sleep(0)
    print(q.get_nowait())  # expect: first
    a.cancel()
    await b
    print(q.get_nowait(), a.cancelled())  # expect: b True

asyncio.run(main())
