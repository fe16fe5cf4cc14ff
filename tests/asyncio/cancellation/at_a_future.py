import asyncio

async def work(f):
    try:
        await f
    except asyncio.CancelledError:
        print("future cancelled:", f.cancelled())  # expect: future cancelled: True
        raise

async def main():
    f = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(work(f))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task])

asyncio.run(main())
