import asyncio

async def main():
    cond = asyncio.Condition()
    async with cond:
        print(await cond.wait_for(lambda: "at once"))  # expect: at once

asyncio.run(main())
