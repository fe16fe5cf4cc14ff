import asyncio

async def inner():
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print("inner finished")
    return "saved"

async def outer(task):
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        print("outer cancelled")
        raise

async def main():
    task = asyncio.create_task(inner())
    o = asyncio.create_task(outer(task))
    await asyncio.sleep(0)
    o.cancel()
    print(await task, o.cancelled())

asyncio.run(main())

# expect:
# outer cancelled
# inner finished
# saved True
