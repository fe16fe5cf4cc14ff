import asyncio

async def ok(x):
    return x

async def bad(e):
    raise e

async def main():
    print(await asyncio.gather(ok(1), bad(ValueError("two")), ok(3), bad(KeyError(4)),
                               return_exceptions=True))

asyncio.run(main())

# expect:
# [1, ValueError('two'), 3, KeyError(4)]
