import asyncio
async def numbers():
    yield 1
    yield 2
async def main():
    it = aiter(numbers())
    print(await anext(it), await anext(it), await anext(it, "end"))  # expect: 1 2 end
    try:
        await anext(it)
    except StopAsyncIteration:
        print("stopped")  # expect: stopped
asyncio.run(main())
