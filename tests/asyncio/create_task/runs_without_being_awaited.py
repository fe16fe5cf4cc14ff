import asyncio

async def child():
    print("child ran")  # expect: child ran

async def main():
    task = asyncio.create_task(child())
    await asyncio.sleep(0)
    print(task.done())  # expect: True

asyncio.run(main())
