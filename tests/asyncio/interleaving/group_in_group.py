import asyncio

async def leaf(name):
    print(name, "starts")
    await asyncio.sleep(0)
    print(name, "ends")

async def branch(name):
    async with asyncio.TaskGroup() as tg:
        for n in range(2):
            tg.create_task(leaf(f"{name}{n}"))
    print(name, "group ends")

async def main():
    async with asyncio.TaskGroup() as tg:
        tg.create_task(branch("a"))
        tg.create_task(branch("b"))
    print("outer group ends")

asyncio.run(main())

# expect:
# a0 starts
# a1 starts
# b0 starts
# b1 starts
# a0 ends
# a1 ends
# b0 ends
# b1 ends
# a group ends
# b group ends
# outer group ends
