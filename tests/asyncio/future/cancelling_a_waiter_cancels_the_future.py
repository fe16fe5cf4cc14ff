import asyncio

async def waiter(f):
    await f

async def main():
    f = asyncio.get_running_loop().create_future()
    a = asyncio.create_task(waiter(f))
    b = asyncio.create_task(waiter(f))
    await asyncio.sleep(0)
    a.cancel()
    await asyncio.wait([a, b])
    print(f.cancelled(), a.cancelled(), b.cancelled())  # expect: True True True

asyncio.run(main())
