"""A few workers share a list of jobs; none of them is told in advance which ones it gets."""
import asyncio


async def worker(name, jobs, done):
    while True:
        try:
            job = jobs.get_nowait()
        except asyncio.QueueEmpty:
            return
        await asyncio.sleep(job * 0.01)
        done.append((name, job))


async def main():
    jobs, done = asyncio.Queue(), []
    for length in (10, 1, 1, 2, 1):
        jobs.put_nowait(length)
    async with asyncio.TaskGroup() as group:
        for name in ("tortoise", "hare"):
            group.create_task(worker(name, jobs, done))
    for name, job in done:
        print(f"{name} finished a job of length {job}")


asyncio.run(main())

# expect:
# hare finished a job of length 1
# hare finished a job of length 1
# hare finished a job of length 2
# hare finished a job of length 1
# tortoise finished a job of length 10
