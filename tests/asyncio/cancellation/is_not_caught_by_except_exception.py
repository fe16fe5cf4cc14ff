import asyncio

async def work():
    try:
        await asyncio.sleep(100)
    except Exception:
        print("never printed")

async def main():
    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task])
    print(task.cancelled(), issubclass(asyncio.CancelledError, Exception))  # expect: True False

asyncio.run(main())
