import asyncio

async def user(name, lock):
    async with lock:
        print(name, "enters")
        await asyncio.sleep(0)
        print(name, "leaves")

async def main():
    lock = asyncio.Lock()
    await asyncio.gather(*(user(n, lock) for n in "abc"))

asyncio.run(main())

# expect:
# a enters
# a leaves
# b enters
# b leaves
# c enters
# c leaves
