import asyncio, contextlib

@contextlib.asynccontextmanager
async def resource(name):
    print("open", name)
    try:
        yield name
    finally:
        await asyncio.sleep(0)
        print("close", name)

async def work():
    async with contextlib.AsyncExitStack() as stack:
        for name in "abc":
            await stack.enter_async_context(resource(name))
        await asyncio.sleep(100)

async def main():
    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task])
    print(task.cancelled())

asyncio.run(main())

# expect:
# open a
# open b
# open c
# close c
# close b
# close a
# True
