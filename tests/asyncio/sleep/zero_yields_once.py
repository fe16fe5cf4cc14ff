import asyncio

async def ticker():
    for i in range(3):
        print("tick", i)
        await asyncio.sleep(0)

async def main():
    task = asyncio.create_task(ticker())
    for i in range(3):
        print("main", i)
        await asyncio.sleep(0)
    await task

asyncio.run(main())

# expect:
# main 0
# tick 0
# main 1
# tick 1
# main 2
# tick 2
