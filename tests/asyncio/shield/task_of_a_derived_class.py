import asyncio

class Task(asyncio.Task):
    pass

async def child():
    await asyncio.sleep(0)
    return 42

async def main():
    loop = asyncio.get_running_loop()
    loop.set_task_factory(lambda loop, coro, **kwargs: Task(coro, loop=loop, **kwargs))
    print(await asyncio.wait_for(asyncio.shield(child()), 1))  # expect: 42

asyncio.run(main())
