# only taipan: new in Python 3.14
import asyncio


async def work(name):
    print(name, "begins")
    await asyncio.sleep(0)
    print(name, "ends")


async def main():
    late = asyncio.create_task(work("late"))
    early = asyncio.create_task(work("early"), eager_start=True)
    print("both are made")
    await asyncio.gather(late, early)
    async with asyncio.TaskGroup() as group:
        group.create_task(work("in a group"), eager_start=True)
        print("in the body")


asyncio.run(main())

# expect:
# early begins
# both are made
# late begins
# early ends
# late ends
# in a group begins
# in the body
# in a group ends
