import asyncio

async def waiter(name, cond):
    async with cond:
        await cond.wait()
        print(name, "woke")

async def main():
    cond = asyncio.Condition()
    tasks = [asyncio.create_task(waiter(n, cond)) for n in "abc"]
    await asyncio.sleep(0)
    async with cond:
        cond.notify()
    for _ in range(3):
        await asyncio.sleep(0)
    print([t.done() for t in tasks])
    async with cond:
        cond.notify_all()
    await asyncio.gather(*tasks)

asyncio.run(main())

# expect:
# a woke
# [True, False, False]
# b woke
# c woke
