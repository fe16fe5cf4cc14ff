import asyncio

async def main():
    sem = asyncio.Semaphore(1)
    await sem.acquire()
    tasks = [asyncio.create_task(sem.acquire()) for _ in range(3)]
    await asyncio.sleep(0)
    for t in tasks:
        t.cancel()
    await asyncio.wait(tasks)
    sem.release()
    print(sem.locked(), await sem.acquire(), sem.locked())  # expect: False True True

asyncio.run(main())
