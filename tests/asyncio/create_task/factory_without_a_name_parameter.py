import asyncio


def factory(loop, coro, context=None):
    return asyncio.Task(coro, loop=loop, context=context)


async def main():
    asyncio.get_running_loop().set_task_factory(factory)
    task = asyncio.create_task(asyncio.sleep(0), name="named")
    print(task.get_name())  # expect: named
    await task


asyncio.run(main())
