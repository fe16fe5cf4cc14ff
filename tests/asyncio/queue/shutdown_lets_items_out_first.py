import asyncio

async def main():
    q = asyncio.Queue()
    q.put_nowait(1)
    q.put_nowait(2)
    q.shutdown()
    try:
        q.put_nowait(3)
    except asyncio.QueueShutDown:
        print("no more puts")  # expect: no more puts
    print(await q.get(), await q.get())  # expect: 1 2
    try:
        await q.get()
    except asyncio.QueueShutDown as e:
        print("empty and shut down", repr(e))  # expect: empty and shut down QueueShutDown()

asyncio.run(main())
