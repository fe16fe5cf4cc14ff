import asyncio

async def main():
    sem = asyncio.Semaphore(0)
    sem.release()
    sem.release()
    print(await sem.acquire(), await sem.acquire(), sem.locked())  # expect: True True True

asyncio.run(main())
