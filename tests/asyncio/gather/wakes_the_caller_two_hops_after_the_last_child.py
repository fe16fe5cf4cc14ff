import asyncio

async def child():
    print("child ends")

async def spinner():
    for i in range(5):
        print("turn", i)
        await asyncio.sleep(0)

async def main():
    s = asyncio.create_task(spinner())
    await asyncio.gather(child(), child())
    print("gather returned")
    await s

asyncio.run(main())

# expect:
# turn 0
# child ends
# child ends
# turn 1
# turn 2
# gather returned
# turn 3
# turn 4
