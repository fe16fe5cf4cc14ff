import asyncio

class Stopped(Exception):
    pass

async def work():
    try:
        await asyncio.sleep(100)
    except asyncio.CancelledError as e:
        raise Stopped("by request") from e

async def main():
    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    task.cancel("message")
    await asyncio.wait([task])
    e = task.exception()
    print(repr(e), repr(e.__cause__), task.cancelled())  # expect: Stopped('by request') CancelledError('message') False

asyncio.run(main())
