import asyncio

async def child(n):
    for _ in range(n):
        await asyncio.sleep(0)
    print("child", n)

async def main():
    async with asyncio.TaskGroup() as tg:
        tg.create_task(child(2))
        tg.create_task(child(1))
        print("body ends")
    print("group ends")

asyncio.run(main())

# expect:
# body ends
# child 1
# child 2
# group ends
