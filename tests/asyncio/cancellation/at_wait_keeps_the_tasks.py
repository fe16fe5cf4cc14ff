import asyncio

async def main():
    inner = asyncio.create_task(asyncio.sleep(0.005, "survived"))
    waiter = asyncio.create_task(asyncio.wait([inner]))
    await asyncio.sleep(0)
    waiter.cancel()
    await asyncio.wait([waiter])
    print(waiter.cancelled(), await inner)  # expect: True survived

asyncio.run(main())
