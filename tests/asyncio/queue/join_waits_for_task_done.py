import asyncio

async def worker(q):
    while True:
        item = await q.get()
        await asyncio.sleep(0)
        print("done", item)
        q.task_done()

async def main():
    q = asyncio.Queue()
    task = asyncio.create_task(worker(q))
    for n in range(3):
        q.put_nowait(n)
    await q.join()
    print("joined")
    task.cancel()

asyncio.run(main())

# expect:
# done 0
# done 1
# done 2
# joined
