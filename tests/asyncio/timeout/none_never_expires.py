import asyncio

async def main():
    async with asyncio.timeout(None) as t:
        await asyncio.sleep(0)
        print(t.when())  # expect: None
    print(t.expired())  # expect: False

asyncio.run(main())
