import asyncio
async def gen():
    try:
        yield 1
    except ValueError as e:
        await asyncio.sleep(0)
        yield "caught " + str(e)
async def main():
    g = gen()
    print(await anext(g))  # expect: 1
    print(await g.athrow(ValueError("v")))  # expect: caught v
    try:
        await g.athrow(KeyError("k"))
    except KeyError as e:
        print("out", e)  # expect: out 'k'
    print(await anext(g, "over"))  # expect: over
asyncio.run(main())
