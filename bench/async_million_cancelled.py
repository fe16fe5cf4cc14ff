"""A million sleeping tasks are cancelled. Processor time a task, from the first cancellation on."""
import asyncio
import time

N = 1_000_000


async def sleeper():
    await asyncio.sleep(3600)


async def main():
    tasks = [asyncio.create_task(sleeper()) for _ in range(N)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    start = time.process_time()
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
    print("ns_per_op", round((time.process_time() - start) * 1e9 / N))


asyncio.run(main())
