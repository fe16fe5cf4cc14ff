import asyncio
async def gen():
    yield 1
async def main():
    it = aiter(gen())
    print(await anext(it), await anext(it, "default"))
    try:
        await anext(it)
    except StopAsyncIteration as e:
        print(type(e).__name__, e.args)
    for f in (aiter, anext):
        try:
            f(5)
        except TypeError as e:
            print(e)
asyncio.run(main())
# expect:
# 1 default
# StopAsyncIteration ()
# 'int' object is not an async iterable
# 'int' object is not an async iterator
