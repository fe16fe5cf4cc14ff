import asyncio

async def save():
    for step in range(3):
        await asyncio.sleep(0)
    print("saved")

async def worker():
    task = asyncio.create_task(save())
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        print("asked to stop, saving first")
        await task
        raise

async def main():
    w = asyncio.create_task(worker())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    w.cancel()
    await asyncio.wait([w])
    print(w.cancelled())

asyncio.run(main())

# expect:
# asked to stop, saving first
# saved
# True
