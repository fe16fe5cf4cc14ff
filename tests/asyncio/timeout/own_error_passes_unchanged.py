import asyncio

async def main():
    try:
        async with asyncio.timeout(10) as t:
            await asyncio.sleep(0)
            raise ValueError("own")
    except ValueError as e:
        print(e, t.expired())  # expect: own False

asyncio.run(main())
