import asyncio
async def a():
    yield 1
    raise StopAsyncIteration
async def b():
    raise StopIteration
    yield
async def main():
    for g in (a(), b()):
        try:
            [x async for x in g]
        except RuntimeError as e:
            print(e, type(e.__cause__).__name__)
asyncio.run(main())
# expect:
# async generator raised StopAsyncIteration StopAsyncIteration
# async generator raised StopIteration StopIteration
