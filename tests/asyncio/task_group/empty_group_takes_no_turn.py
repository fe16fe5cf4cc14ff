import asyncio

async def other():
    print("other")

async def main():
    task = asyncio.create_task(other())
    async with asyncio.TaskGroup():
        pass
    print("group ended")
    await task

asyncio.run(main())

# expect:
# group ended
# other
