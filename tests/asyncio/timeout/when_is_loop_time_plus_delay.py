import asyncio

async def main():
    loop = asyncio.get_running_loop()
    before = loop.time()
    async with asyncio.timeout(5) as t:
        print(before + 5 <= t.when() <= loop.time() + 5)  # expect: True

asyncio.run(main())
