import asyncio

async def main():
    sem = asyncio.Semaphore(2)
    print(sem.locked())  # expect: False
    await sem.acquire()
    print(sem.locked())  # expect: False
    await sem.acquire()
    print(sem.locked())  # expect: True
    sem.release()
    print(sem.locked())  # expect: False

asyncio.run(main())
