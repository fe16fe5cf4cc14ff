import asyncio

async def after(turns):
    for _ in range(turns):
        await asyncio.sleep(0)
    return turns

async def main():
    names = {asyncio.create_task(after(n)): f"task of {n}" for n in (7, 1, 4)}
    async for task in asyncio.as_completed(names):
        print(names[task], task.result(), await task)

asyncio.run(main())

# expect:
# task of 1 1 1
# task of 4 4 4
# task of 7 7 7
