import asyncio

async def main():
    try:
        async with asyncio.timeout(10) as outer:
            async with asyncio.timeout(0.005) as inner:
                await asyncio.sleep(100)
    except TimeoutError:
        print(outer.expired(), inner.expired())  # expect: False True

asyncio.run(main())
