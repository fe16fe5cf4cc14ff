import asyncio

async def inner():
    raise ValueError

async def work():
    await inner()

async def main():
    task = asyncio.create_task(work())
    await asyncio.wait([task])
    print([f.f_code.co_name for f in task.get_stack()])  # expect: ['work', 'inner']
    task.exception()

asyncio.run(main())
