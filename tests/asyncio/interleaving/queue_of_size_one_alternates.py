import asyncio

async def producer(q):
    for n in range(3):
        await q.put(n)
        print("put", n)

async def consumer(q):
    for _ in range(3):
        print("got", await q.get())

async def main():
    q = asyncio.Queue(1)
    await asyncio.gather(consumer(q), producer(q))

asyncio.run(main())

# expect:
# put 0
# got 0
# put 1
# got 1
# put 2
# got 2
