import asyncio

async def waiter(name, cond):
    async with cond:
        await cond.wait()
        print(name)

async def main():
    lock = asyncio.Lock()
    full, empty = asyncio.Condition(lock), asyncio.Condition(lock)
    a = asyncio.create_task(waiter("full", full))
    b = asyncio.create_task(waiter("empty", empty))
    await asyncio.sleep(0)
    async with lock:
        empty.notify()
    await b
    async with full:
        full.notify()
    await a

asyncio.run(main())

# expect:
# empty
# full
