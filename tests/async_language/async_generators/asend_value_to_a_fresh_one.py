import asyncio
async def gen(): yield 1
async def main():
    g = gen()
    try:
        await g.asend(5)
    except TypeError as e:
        print(e)  # expect: can't send non-None value to a just-started async generator
    print(await g.asend(None))  # expect: 1
asyncio.run(main())
