import asyncio
async def gen():
    yield 1
    raise KeyError("gen")
async def main():
    try:
        [x async for x in gen()]
    except KeyError as e:
        print(e)  # expect: 'gen'
    items = [1]
    try:
        [x async for x in items]
    except TypeError as e:
        print(e)  # expect: 'async for' requires an object with __aiter__ method, got list
asyncio.run(main())
