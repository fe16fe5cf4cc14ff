import asyncio

async def child():
    print("child")

async def main():
    task = asyncio.create_task(child())
    print("created")
    await task
    print("awaited")

asyncio.run(main())

# expect:
# created
# child
# awaited
