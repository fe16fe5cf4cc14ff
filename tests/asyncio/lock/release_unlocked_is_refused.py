import asyncio

async def main():
    lock = asyncio.Lock()
    try:
        lock.release()
    except RuntimeError as e:
        print(e)  # expect: Lock is not acquired.
    async with lock:
        print(lock.locked())  # expect: True
    print(lock.locked())  # expect: False

asyncio.run(main())
