import asyncio, gc

async def numbers():
    try:
        me = yield 1
        yield 2
    finally:
        print("closed")

async def main():
    g = numbers()
    await anext(g)
    await g.asend(g)
    del g
    gc.collect()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print("end")

asyncio.run(main())
# expect: closed
# expect: end
