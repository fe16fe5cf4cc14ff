import asyncio

async def sibling(name):
    try:
        await asyncio.sleep(100)
    except asyncio.CancelledError:
        print(name, "cancelled")
        raise

async def fails():
    await asyncio.sleep(0)
    raise OSError("disk")

async def main():
    tasks = [asyncio.create_task(c) for c in (sibling("x"), fails(), sibling("y"))]
    try:
        await asyncio.gather(*tasks)
    except OSError as e:
        print("error", e)
        for t in tasks:
            t.cancel()
    print([type(r).__name__ for r in await asyncio.gather(*tasks, return_exceptions=True)])

asyncio.run(main())

# expect:
# error disk
# x cancelled
# y cancelled
# ['CancelledError', 'OSError', 'CancelledError']
