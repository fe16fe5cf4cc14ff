import asyncio

async def holder(lock):
    async with lock:
        await asyncio.sleep(100)

async def main():
    lock = asyncio.Lock()
    task = asyncio.create_task(holder(lock))
    await asyncio.sleep(0)
    print(lock.locked())  # expect: True
    task.cancel()
    await asyncio.wait([task])
    print(lock.locked())  # expect: False

asyncio.run(main())
