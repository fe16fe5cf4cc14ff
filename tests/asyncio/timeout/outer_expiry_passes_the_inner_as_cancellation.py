import asyncio

async def main():
    try:
        async with asyncio.timeout(0.005) as outer:
            try:
                async with asyncio.timeout(10) as inner:
                    await asyncio.sleep(100)
            except asyncio.CancelledError:
                print("inner block was cancelled")  # expect: inner block was cancelled
                raise
    except TimeoutError:
        print(outer.expired(), inner.expired())  # expect: True False

asyncio.run(main())
