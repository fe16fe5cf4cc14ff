import asyncio

async def main():
    barrier = asyncio.Barrier(2)
    print(barrier.parties, barrier.n_waiting, barrier.broken)  # expect: 2 0 False
    task = asyncio.create_task(barrier.wait())
    await asyncio.sleep(0)
    print(barrier.n_waiting)  # expect: 1
    await barrier.wait()
    await task
    print(barrier.n_waiting)  # expect: 0

asyncio.run(main())
