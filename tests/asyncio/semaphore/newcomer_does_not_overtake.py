import asyncio

async def user(name, sem):
    async with sem:
        print(name)

async def main():
    sem = asyncio.Semaphore(1)
    await sem.acquire()
    waiter = asyncio.create_task(user("waiter", sem))
    await asyncio.sleep(0)
    sem.release()
    await user("newcomer", sem)
    await waiter

asyncio.run(main())

# expect:
# waiter
# newcomer
