import asyncio

async def main():
    async with asyncio.timeout(10) as t:
        await asyncio.sleep(0)
        print("inside", t.expired())  # expect: inside False
    print("after", t.expired())  # expect: after False

asyncio.run(main())
