import asyncio

trace = []

async def worker(name, q, lock, done):
    while True:
        n = await q.get()
        async with lock:
            trace.append(f"{name}{n}")
            await asyncio.sleep(0)
        if n % 3 == 0 and n < 9:
            q.put_nowait(n + 10)
        q.task_done()
        if q.empty():
            done.set()

async def main():
    q, lock, done = asyncio.Queue(), asyncio.Lock(), asyncio.Event()
    for n in range(8):
        q.put_nowait(n)
    async with asyncio.TaskGroup() as tg:
        workers = [tg.create_task(worker(n, q, lock, done)) for n in "xyz"]
        await done.wait()
        trace.append("done")
        await q.join()
        for w in workers:
            w.cancel()
    print(*trace)  # expect: x0 y1 z2 x3 y4 z5 x6 y7 z10 x13 done y16

asyncio.run(main())
