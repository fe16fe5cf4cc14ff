import asyncio

async def main():
    lock = asyncio.Lock()
    try:
        async with lock:
            raise ValueError("inside")
    except ValueError:
        print(lock.locked())  # expect: False

asyncio.run(main())
