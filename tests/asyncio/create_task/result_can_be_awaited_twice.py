import asyncio

async def child():
    print("runs once")  # expect: runs once
    return "value"

async def main():
    task = asyncio.create_task(child())
    print(await task, await task, task.result())  # expect: value value value

asyncio.run(main())
