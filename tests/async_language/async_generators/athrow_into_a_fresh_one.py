import asyncio
async def gen():
    try:
        yield 1
    except ValueError:
        print("never")
async def main():
    g = gen()
    try:
        await g.athrow(ValueError("early"))
    except ValueError as e:
        print(e)  # expect: early
    print([x async for x in g])  # expect: []
asyncio.run(main())
