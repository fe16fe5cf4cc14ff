import asyncio

async def worker(name, q):
    while True:
        item = await q.get()
        print(name, item)
        await asyncio.sleep(0)
        q.task_done()

async def main():
    q = asyncio.Queue()
    for n in range(6):
        q.put_nowait(n)
    workers = [asyncio.create_task(worker(n, q)) for n in "xyz"]
    await q.join()
    for w in workers:
        w.cancel()
    print([r.__class__.__name__ for r in await asyncio.gather(*workers, return_exceptions=True)])

asyncio.run(main())

# expect:
# x 0
# y 1
# z 2
# x 3
# y 4
# z 5
# ['CancelledError', 'CancelledError', 'CancelledError']
