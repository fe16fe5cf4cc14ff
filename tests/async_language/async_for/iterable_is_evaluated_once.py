import asyncio
async def gen():
    yield 1
    yield 2
async def source():
    print("evaluated")
    return gen()
async def main():
    async for x in await source():
        print(x)
asyncio.run(main())
# expect:
# evaluated
# 1
# 2
