import asyncio

async def main():
    task = asyncio.create_task(asyncio.sleep(100))
    print(task.cancel(), task.cancelled(), task.cancelling())  # expect: True False 1
    await asyncio.wait([task])
    print(task.cancel(), task.cancelled(), task.cancelling())  # expect: False True 1

asyncio.run(main())
