import asyncio

async def bad():
    raise ValueError

async def main():
    task = asyncio.create_task(bad())
    done, pending = await asyncio.wait([task])
    print(done == {task}, repr(task.exception()))  # expect: True ValueError()

asyncio.run(main())
