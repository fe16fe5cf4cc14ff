import asyncio

async def main():
    barrier = asyncio.Barrier(2)
    task = asyncio.create_task(barrier.wait())
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task])
    print(task.cancelled(), barrier.n_waiting, barrier.broken)  # expect: True 0 False
    print(sorted(await asyncio.gather(barrier.wait(), barrier.wait())))  # expect: [0, 1]

asyncio.run(main())
