import asyncio

async def child(name):
    for i in range(2):
        print(name, i)
        await asyncio.sleep(0)
    print(name, "ends")

async def main():
    async with asyncio.TaskGroup() as tg:
        tg.create_task(child("a"))
        tg.create_task(child("b"))
        for i in range(2):
            print("body", i)
            await asyncio.sleep(0)
        print("body ends")
    print("group ends")

asyncio.run(main())

# expect:
# body 0
# a 0
# b 0
# body 1
# a 1
# b 1
# body ends
# a ends
# b ends
# group ends
