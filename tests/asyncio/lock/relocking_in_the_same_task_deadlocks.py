import asyncio

async def main():
    lock = asyncio.Lock()
    async with lock:
        try:
            await asyncio.wait_for(lock.acquire(), 0.005)
        except TimeoutError:
            print("not reentrant")  # expect: not reentrant

asyncio.run(main())
