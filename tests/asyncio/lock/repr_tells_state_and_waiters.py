import asyncio

def show(lock):
    print(repr(lock).partition(" [")[2].rstrip(">"))

async def main():
    lock = asyncio.Lock()
    show(lock)
    await lock.acquire()
    show(lock)
    tasks = [asyncio.create_task(lock.acquire()) for _ in range(2)]
    await asyncio.sleep(0)
    show(lock)
    for t in tasks:
        t.cancel()

asyncio.run(main())

# expect:
# unlocked]
# locked]
# locked, waiters:2]
