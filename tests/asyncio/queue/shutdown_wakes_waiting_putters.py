import asyncio

async def putter(q):
    try:
        await q.put("more")
    except asyncio.QueueShutDown:
        print("put refused")  # expect: put refused

async def main():
    q = asyncio.Queue(1)
    q.put_nowait("first")
    task = asyncio.create_task(putter(q))
    await asyncio.sleep(0)
    q.shutdown()
    await task
    print(await q.get())  # expect: first

asyncio.run(main())
