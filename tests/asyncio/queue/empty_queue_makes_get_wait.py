import asyncio

async def consumer(q):
    print("waiting")
    print("got", await q.get())

async def main():
    q = asyncio.Queue()
    task = asyncio.create_task(consumer(q))
    await asyncio.sleep(0)
    print("putting")
    q.put_nowait("x")
    await task

asyncio.run(main())

# expect:
# waiting
# putting
# got x
