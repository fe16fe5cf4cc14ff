import asyncio

async def main():
    inner = asyncio.create_task(asyncio.sleep(0.01, "inner result"))
    waiter = asyncio.create_task(asyncio.wait([inner]))
    await asyncio.sleep(0)
    waiter.cancel()
    try:
        await waiter
    except asyncio.CancelledError:
        print("waiter cancelled, inner done:", inner.done())  # expect: waiter cancelled, inner done: False
    print(await inner)  # expect: inner result

asyncio.run(main())
