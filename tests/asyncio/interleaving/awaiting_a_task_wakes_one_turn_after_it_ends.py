import asyncio

async def work():
    print("work ends")

async def spinner():
    for n in range(4):
        print("turn", n)
        await asyncio.sleep(0)

async def main():
    t = asyncio.create_task(work())
    s = asyncio.create_task(spinner())
    await t
    print("main woke")
    await s

asyncio.run(main())

# expect:
# work ends
# turn 0
# main woke
# turn 1
# turn 2
# turn 3
