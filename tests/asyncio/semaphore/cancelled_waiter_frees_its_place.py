import asyncio

async def user(name, sem):
    async with sem:
        print(name)  # expect: b

async def main():
    sem = asyncio.Semaphore(1)
    await sem.acquire()
    a, b = [asyncio.create_task(user(n, sem)) for n in "ab"]
    await asyncio.sleep(0)
    a.cancel()
    await asyncio.sleep(0)
    sem.release()
    await b
    print(a.cancelled(), sem.locked())  # expect: True False

asyncio.run(main())
