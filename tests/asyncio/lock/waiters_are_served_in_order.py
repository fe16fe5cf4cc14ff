import asyncio

async def user(name, lock):
    await lock.acquire()
    print(name)
    lock.release()

async def main():
    lock = asyncio.Lock()
    await lock.acquire()
    tasks = [asyncio.create_task(user(n, lock)) for n in range(4)]
    await asyncio.sleep(0)
    lock.release()
    await asyncio.gather(*tasks)

asyncio.run(main())

# expect:
# 0
# 1
# 2
# 3
