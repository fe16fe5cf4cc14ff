import asyncio, traceback

async def inner():
    await asyncio.get_running_loop().create_future()

async def work():
    await inner()

async def main():
    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError as e:
        print([f.name for f in traceback.extract_tb(e.__traceback__)])  # expect: ['main', 'work', 'inner']

asyncio.run(main())
