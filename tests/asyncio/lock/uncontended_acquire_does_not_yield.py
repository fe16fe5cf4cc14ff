import asyncio

async def other():
    print("other")

async def main():
    task = asyncio.create_task(other())
    lock = asyncio.Lock()
    print(await lock.acquire())
    lock.release()
    async with lock:
        print("inside")
    await task

asyncio.run(main())

# expect:
# True
# inside
# other
