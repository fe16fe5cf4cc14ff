import asyncio

async def work():
    print("work begins")
    await asyncio.sleep(0)
    print("work ends")
    return 1

async def main():
    loop = asyncio.get_running_loop()
    task = asyncio.Task(work(), loop=loop, eager_start=True)
    print("created", task.done())
    print(await task)

asyncio.run(main())

# expect:
# work begins
# created False
# work ends
# 1
