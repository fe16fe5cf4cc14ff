import asyncio

items = []

async def consumer(cond):
    async with cond:
        print(await cond.wait_for(lambda: len(items) >= 2 and items[:]))

async def main():
    cond = asyncio.Condition()
    task = asyncio.create_task(consumer(cond))
    for n in range(3):
        await asyncio.sleep(0)
        async with cond:
            items.append(n)
            print("added", n)
            cond.notify()
    await task

asyncio.run(main())

# expect:
# added 0
# added 1
# [0, 1]
# added 2
