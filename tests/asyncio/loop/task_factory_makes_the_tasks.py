import asyncio

class Mine(asyncio.Task):
    pass

def factory(loop, coro, **kwargs):
    print("making a task for", coro.__name__)
    return Mine(coro, loop=loop, **kwargs)

async def work():
    return 1

async def main():
    loop = asyncio.get_running_loop()
    print(loop.get_task_factory())
    loop.set_task_factory(factory)
    task = asyncio.create_task(work())
    print(type(task).__name__, await task)
    loop.set_task_factory(None)
    print(type(asyncio.create_task(work())) is asyncio.Task)

asyncio.run(main())

# expect:
# None
# making a task for work
# Mine 1
# True
