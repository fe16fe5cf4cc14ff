import asyncio

async def producer(q):
    for n in range(4):
        print("produce", n)
        await q.put(n)
    await q.put(None)

async def consumer(q):
    while (item := await q.get()) is not None:
        print("consume", item)

async def main():
    q = asyncio.Queue(2)
    await asyncio.gather(producer(q), consumer(q))

asyncio.run(main())

# expect:
# produce 0
# produce 1
# produce 2
# consume 0
# consume 1
# produce 3
# consume 2
# consume 3
