# only taipan: virtual time
import asyncio
import time


async def main():
    try:
        async with asyncio.timeout(5):
            await asyncio.sleep(100)
    except TimeoutError:
        print(time.monotonic())  # expect: 5.0
    try:
        await asyncio.wait_for(asyncio.Event().wait(), 2.5)
    except TimeoutError:
        print(time.monotonic())  # expect: 7.5


asyncio.run(main())
