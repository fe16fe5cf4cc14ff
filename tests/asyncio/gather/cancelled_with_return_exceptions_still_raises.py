import asyncio

async def main():
    async def parent():
        await asyncio.gather(asyncio.sleep(100), return_exceptions=True)
        print("never printed")
    task = asyncio.create_task(parent())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("cancelled all the same")  # expect: cancelled all the same

asyncio.run(main())
