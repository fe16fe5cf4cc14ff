import asyncio

async def main():
    async with asyncio.timeout(0.002) as t:
        try:
            await asyncio.sleep(100)
        except asyncio.CancelledError:
            print("swallowed")  # expect: swallowed
    print("no error", t.expired())  # expect: no error True

asyncio.run(main())
