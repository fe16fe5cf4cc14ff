"""A million tasks sleep at once: made, woken and finished. Processor time a task."""
import asyncio
import time

N = 1_000_000


async def sleeper():
    await asyncio.sleep(3)


async def main():
    start = time.process_time()
    tasks = [asyncio.create_task(sleeper()) for _ in range(N)]
    for task in tasks:
        await task
    print("ns_per_op", round((time.process_time() - start) * 1e9 / N))


asyncio.run(main())
