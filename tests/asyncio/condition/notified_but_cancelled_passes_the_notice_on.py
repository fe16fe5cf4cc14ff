import asyncio

async def waiter(name, cond):
    async with cond:
        await cond.wait()
        print(name, "woke")  # expect: b woke

async def main():
    cond = asyncio.Condition()
    a, b = [asyncio.create_task(waiter(n, cond)) for n in "ab"]
    await asyncio.sleep(0)
    async with cond:
        cond.notify(1)
        a.cancel()
    await asyncio.wait([a, b], timeout=0.01)
    print(a.cancelled(), b.done())  # expect: True True
    b.cancel()

asyncio.run(main())
