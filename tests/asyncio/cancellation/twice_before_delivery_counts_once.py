import asyncio

async def work():
    for n in range(3):
        try:
            await asyncio.sleep(0)
            print("step", n)
        except asyncio.CancelledError:
            print("cancelled at", n)

async def main():
    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    task.cancel()
    task.cancel()
    await task
    print(task.cancelling())

asyncio.run(main())

# expect:
# cancelled at 0
# step 1
# step 2
# 2
