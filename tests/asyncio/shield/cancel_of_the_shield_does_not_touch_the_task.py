import asyncio

async def main():
    task = asyncio.create_task(asyncio.sleep(0.01, "kept"))
    s = asyncio.shield(task)
    await asyncio.sleep(0)
    print(s.cancel(), task.cancelling())  # expect: True 0
    await asyncio.sleep(0)
    print(s.cancelled(), task.done())  # expect: True False
    print(await task)  # expect: kept

asyncio.run(main())
