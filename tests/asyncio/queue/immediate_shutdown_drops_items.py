import asyncio

async def main():
    q = asyncio.Queue()
    q.put_nowait(1)
    q.put_nowait(2)
    q.shutdown(immediate=True)
    print(q.qsize())  # expect: 0
    try:
        q.get_nowait()
    except asyncio.QueueShutDown:
        print("shut down")  # expect: shut down
    await q.join()
    print("join returns")  # expect: join returns

asyncio.run(main())
