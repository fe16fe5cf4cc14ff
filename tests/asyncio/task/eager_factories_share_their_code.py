import asyncio
import asyncio.tasks

class Own(asyncio.Task):
    pass

own = asyncio.create_eager_task_factory(Own)
print(own.__code__ is asyncio.eager_task_factory.__code__)  # expect: True
print(asyncio.tasks.eager_task_factory is asyncio.eager_task_factory)  # expect: True
print(own.__module__, own.__qualname__)  # expect: asyncio.tasks create_eager_task_factory.<locals>.factory
print("eager_task_factory" in asyncio.__all__, "Protocol" in asyncio.__all__)  # expect: True True

async def work():
    return type(asyncio.current_task()).__name__

async def main():
    asyncio.get_running_loop().set_task_factory(own)
    task = asyncio.create_task(work(), name="w")
    print(task.done(), task.result(), task.get_name())  # expect: True Own w

asyncio.run(main())
