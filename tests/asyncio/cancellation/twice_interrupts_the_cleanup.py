import asyncio

async def work():
    try:
        await asyncio.sleep(100)
    finally:
        try:
            print("cleanup")  # expect: cleanup
            await asyncio.sleep(100)
        except asyncio.CancelledError:
            print("cleanup interrupted")  # expect: cleanup interrupted
            raise

async def main():
    task = asyncio.create_task(work())
    for _ in range(2):
        await asyncio.sleep(0)
        task.cancel()
    await asyncio.wait([task])
    print(task.cancelled(), task.cancelling())  # expect: True 2

asyncio.run(main())
