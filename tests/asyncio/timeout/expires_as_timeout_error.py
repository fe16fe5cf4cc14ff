import asyncio

async def main():
    try:
        async with asyncio.timeout(0.005):
            await asyncio.sleep(100)
    except TimeoutError as e:
        print(repr(e), repr(e.__cause__))  # expect: TimeoutError() CancelledError()

asyncio.run(main())
