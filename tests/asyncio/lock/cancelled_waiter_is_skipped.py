import asyncio

async def user(name, lock):
    async with lock:
        print(name, "has it")

async def main():
    lock = asyncio.Lock()
    await lock.acquire()
    a, b, c = [asyncio.create_task(user(n, lock)) for n in "abc"]
    await asyncio.sleep(0)
    b.cancel()
    lock.release()
    await asyncio.wait([a, b, c])
    print(b.cancelled(), lock.locked())

asyncio.run(main())

# expect:
# a has it
# c has it
# True False
