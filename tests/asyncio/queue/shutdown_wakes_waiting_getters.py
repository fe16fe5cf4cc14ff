import asyncio

async def getter(name, q):
    try:
        await q.get()
    except asyncio.QueueShutDown:
        print(name, "told of the shutdown")

async def main():
    q = asyncio.Queue()
    tasks = [asyncio.create_task(getter(n, q)) for n in "ab"]
    await asyncio.sleep(0)
    q.shutdown()
    await asyncio.gather(*tasks)

asyncio.run(main())

# expect:
# a told of the shutdown
# b told of the shutdown
