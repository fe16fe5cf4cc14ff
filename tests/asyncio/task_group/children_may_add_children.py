import asyncio

async def leaf(n):
    print("leaf", n)

async def branch(tg):
    for n in range(2):
        tg.create_task(leaf(n))
        await asyncio.sleep(0)
    print("branch ends")

async def main():
    async with asyncio.TaskGroup() as tg:
        tg.create_task(branch(tg))
    print("group ends")

asyncio.run(main())

# expect:
# leaf 0
# leaf 1
# branch ends
# group ends
