import asyncio

async def user(name, lock):
    for i in range(2):
        async with lock:
            print(name, i)
            await asyncio.sleep(0)

async def main():
    lock = asyncio.Lock()
    await asyncio.gather(user("a", lock), user("b", lock), user("c", lock))

asyncio.run(main())

# expect:
# a 0
# b 0
# c 0
# a 1
# b 1
# c 1
