import asyncio
async def gen():
    try:
        yield "try"
        raise ValueError
    except ValueError:
        yield "except"
    finally:
        yield "finally"
    yield "after"
async def main():
    print([x async for x in gen()])  # expect: ['try', 'except', 'finally', 'after']
asyncio.run(main())
