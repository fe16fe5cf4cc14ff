import asyncio

async def waiter(cond):
    async with cond:
        print("waiting")
        await cond.wait()
        print("has the lock again:", cond.locked())

async def main():
    cond = asyncio.Condition()
    task = asyncio.create_task(waiter(cond))
    await asyncio.sleep(0)
    print("locked:", cond.locked())
    async with cond:
        cond.notify()
        print("still held by the notifier")
    await task

asyncio.run(main())

# expect:
# waiting
# locked: False
# still held by the notifier
# has the lock again: True
