import asyncio

async def work():
    try:
        await asyncio.sleep(100)
    finally:
        raise ValueError("cleanup failed")

async def main():
    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except ValueError as e:
        print(e, repr(e.__context__), task.cancelled())  # expect: cleanup failed CancelledError() False

asyncio.run(main())
