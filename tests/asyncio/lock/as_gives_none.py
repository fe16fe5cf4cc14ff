import asyncio

async def main():
    async with asyncio.Lock() as value:
        print(value)  # expect: None

asyncio.run(main())
