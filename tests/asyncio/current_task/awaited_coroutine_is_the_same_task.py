import asyncio

async def inner():
    return asyncio.current_task()

async def main():
    me = asyncio.current_task()
    print(await inner() is me, await asyncio.create_task(inner()) is me)  # expect: True False

asyncio.run(main())
