import asyncio

async def producer(q):
    for n in range(3):
        await q.put(n)
        print("put", n)

async def main():
    q = asyncio.Queue(maxsize=1)
    task = asyncio.create_task(producer(q))
    for _ in range(3):
        await asyncio.sleep(0)
        print("full", q.full())
        print("got", await q.get())
    await task

asyncio.run(main())

# expect:
# put 0
# full True
# got 0
# put 1
# full True
# got 1
# put 2
# full True
# got 2
