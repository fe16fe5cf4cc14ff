import asyncio

async def child():
    print(asyncio.current_task().get_name())  # expect: worker

async def main():
    task = asyncio.create_task(child(), name="worker")
    await task
    task.set_name(42)
    print(repr(task.get_name()))  # expect: '42'
    print(asyncio.create_task(asyncio.sleep(0), name=7).get_name())  # expect: 7

asyncio.run(main())
