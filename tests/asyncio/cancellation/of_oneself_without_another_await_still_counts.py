import asyncio

async def work():
    asyncio.current_task().cancel()
    return "finished"

async def main():
    task = asyncio.create_task(work())
    await asyncio.wait([task])
    print(task.cancelled(), task.cancelling())  # expect: True 1

asyncio.run(main())
