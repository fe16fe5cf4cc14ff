import asyncio

async def link(n):
    if n:
        await asyncio.create_task(link(n - 1))
    print("link", n)

async def spinner():
    for n in range(8):
        print("turn", n)
        await asyncio.sleep(0)

async def main():
    s = asyncio.create_task(spinner())
    await link(3)
    await s

asyncio.run(main())

# expect:
# turn 0
# turn 1
# turn 2
# link 0
# turn 3
# link 1
# turn 4
# link 2
# turn 5
# link 3
# turn 6
# turn 7
