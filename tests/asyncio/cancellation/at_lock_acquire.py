import asyncio

async def work(lock):
    try:
        async with lock:
            print("never printed")
    except asyncio.CancelledError:
        print("cancelled while waiting")  # expect: cancelled while waiting
        raise

async def main():
    lock = asyncio.Lock()
    async with lock:
        task = asyncio.create_task(work(lock))
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])
        print(lock.locked())  # expect: True
    print(lock.locked())  # expect: False

asyncio.run(main())
