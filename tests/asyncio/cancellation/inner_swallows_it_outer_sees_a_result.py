import asyncio

async def inner():
    try:
        await asyncio.sleep(100)
    except asyncio.CancelledError:
        return "rescued"

async def outer():
    result = await asyncio.create_task(inner())
    print("outer got", result)  # expect: outer got rescued

async def main():
    task = asyncio.create_task(outer())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    task.cancel()
    await task
    print(task.cancelled(), task.cancelling())  # expect: False 1

asyncio.run(main())
