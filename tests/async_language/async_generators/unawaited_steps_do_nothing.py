import asyncio, warnings
async def gen():
    print("start")  # expect: start
    yield 1
warnings.simplefilter("ignore")
async def main():
    g = gen()
    g.__anext__()
    g.asend(None)
    print(await anext(g))  # expect: 1
asyncio.run(main())
