import asyncio

async def quick():
    return "done at once"

async def main():
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    task = asyncio.create_task(quick())
    print(task.done(), task.result())  # expect: True done at once

asyncio.run(main())
