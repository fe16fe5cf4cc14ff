import asyncio

async def other():
    print("other")  # expect: other

async def main():
    task = asyncio.create_task(other())
    await asyncio.sleep(-5)
    print("main after one turn")  # expect: main after one turn
    await task

asyncio.run(main())
