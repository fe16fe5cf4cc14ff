import asyncio

async def work():
    try:
        await asyncio.sleep(100)
    except asyncio.CancelledError:
        print("delivered")
        raise

async def main():
    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    task.cancel()
    print("requested")
    await asyncio.sleep(0)
    print("a turn later", task.done())

asyncio.run(main())

# expect:
# requested
# delivered
# a turn later True
