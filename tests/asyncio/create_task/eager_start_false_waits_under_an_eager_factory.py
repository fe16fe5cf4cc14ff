# only taipan: new in Python 3.14
import asyncio


async def work(name):
    print(name, asyncio.current_task().get_name())


async def main():
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    late = asyncio.create_task(work("late"), name="a", eager_start=False)
    early = asyncio.create_task(work("early"), name="b")
    print("both are made")
    await asyncio.gather(late, early)


asyncio.run(main())

# expect:
# early b
# both are made
# late a
