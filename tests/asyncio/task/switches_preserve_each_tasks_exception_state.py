import asyncio, sys

async def handler(name):
    try:
        raise ValueError(name)
    except ValueError:
        await asyncio.sleep(0)
        print(name, repr(sys.exception()))
        await asyncio.sleep(0)
    print(name, sys.exception())

async def main():
    await asyncio.gather(handler("a"), handler("b"))

asyncio.run(main())

# expect:
# a ValueError('a')
# b ValueError('b')
# a None
# b None
