import asyncio

async def user(name, lock):
    async with lock:
        print(name)

async def main():
    lock = asyncio.Lock()
    await lock.acquire()
    waiter = asyncio.create_task(user("waiter", lock))
    await asyncio.sleep(0)
    lock.release()
    print(lock.locked())
    await user("newcomer", lock)
    await waiter

asyncio.run(main())

# expect:
# False
# waiter
# newcomer
