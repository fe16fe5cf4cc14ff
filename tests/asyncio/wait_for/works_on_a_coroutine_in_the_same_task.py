import asyncio

async def work():
    return asyncio.current_task()

async def main():
    print(await asyncio.wait_for(work(), 10) is asyncio.current_task())  # expect: True

asyncio.run(main())
