import asyncio
async def gen():
    try:
        yield 1
    finally:
        await asyncio.sleep(0)
        raise KeyError("cleanup")
async def main():
    g = gen()
    await anext(g)
    try:
        await g.aclose()
    except KeyError as e:
        print(e, type(e.__context__).__name__)  # expect: 'cleanup' GeneratorExit
asyncio.run(main())
