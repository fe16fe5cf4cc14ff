import asyncio
async def gen():
    got = yield "first"
    while got:
        await asyncio.sleep(0)
        got = yield got * 2
async def main():
    g = gen()
    print(await g.asend(None), await g.asend("a"), await g.asend(4))  # expect: first aa 8
    try:
        await g.asend(None)
    except StopAsyncIteration:
        print("over")  # expect: over
asyncio.run(main())
