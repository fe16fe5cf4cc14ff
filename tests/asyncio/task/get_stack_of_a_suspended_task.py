import asyncio

async def work():
    await asyncio.sleep(0)

async def main():
    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    print([f.f_code.co_name for f in task.get_stack()])  # expect: ['work']
    await task
    print(task.get_stack())  # expect: []

asyncio.run(main())
