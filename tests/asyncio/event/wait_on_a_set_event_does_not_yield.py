import asyncio

async def other():
    print("other")

async def main():
    event = asyncio.Event()
    event.set()
    task = asyncio.create_task(other())
    print(await event.wait())
    await task

asyncio.run(main())

# expect:
# True
# other
