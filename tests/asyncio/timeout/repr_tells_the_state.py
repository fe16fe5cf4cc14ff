import asyncio, re

async def main():
    t = asyncio.timeout(0)
    print(repr(t))  # expect: <Timeout [created]>
    try:
        async with t:
            print(re.sub(r"\d+\.\d+", "N", repr(t)))  # expect: <Timeout [active] when=N>
            await asyncio.sleep(1)
    except TimeoutError:
        print(repr(t))  # expect: <Timeout [expired]>

asyncio.run(main())
