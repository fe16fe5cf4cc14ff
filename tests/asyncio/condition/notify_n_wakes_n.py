import asyncio

async def waiter(name, cond):
    async with cond:
        await cond.wait()
        print(name, "woke")

async def main():
    cond = asyncio.Condition()
    tasks = [asyncio.create_task(waiter(n, cond)) for n in "abcd"]
    await asyncio.sleep(0)
    async with cond:
        cond.notify(2)
        print("notified two")
    await asyncio.wait(tasks, timeout=0.005)
    print(sum(t.done() for t in tasks))
    for t in tasks:
        t.cancel()

asyncio.run(main())

# expect:
# notified two
# a woke
# b woke
# 2
