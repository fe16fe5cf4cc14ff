# only taipan: new in Python 3.14
import asyncio


def factory(loop, coro, **options):
    print(sorted(options))
    options.pop("colour", None)
    return asyncio.Task(coro, loop=loop, **options)


async def work():
    return asyncio.current_task().get_name()


async def main():
    asyncio.get_running_loop().set_task_factory(factory)
    print(await asyncio.create_task(work(), name="named", colour="red"))
    async with asyncio.TaskGroup() as group:
        group.create_task(work(), colour="blue")
    asyncio.get_running_loop().set_task_factory(None)


asyncio.run(main())

# expect:
# ['colour', 'name']
# named
# ['colour']
