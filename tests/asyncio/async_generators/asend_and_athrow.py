import asyncio

async def echo():
    value = None
    while True:
        try:
            value = yield value
        except KeyError as e:
            value = repr(e)
        await asyncio.sleep(0)

async def main():
    g = echo()
    print(await g.asend(None))  # expect: None
    print(await g.asend("hello"))  # expect: hello
    print(await g.athrow(KeyError("k")))  # expect: KeyError('k')
    await g.aclose()
    try:
        await g.asend(1)
    except StopAsyncIteration:
        print("closed")  # expect: closed

asyncio.run(main())
