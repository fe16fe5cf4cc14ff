import asyncio

async def user(name, lock):
    async with lock:
        print(name, "has it")  # expect: b has it

async def main():
    lock = asyncio.Lock()
    await lock.acquire()
    a, b = [asyncio.create_task(user(n, lock)) for n in "ab"]
    await asyncio.sleep(0)
    lock.release()
    a.cancel()
    await asyncio.wait([a, b])
    print(a.cancelled(), b.cancelled(), lock.locked())  # expect: True False False

asyncio.run(main())
