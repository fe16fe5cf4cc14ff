import asyncio
async def gen():
    yield 1
    yield 2
async def f():
    try:
        async for x in gen():
            try:
                return x
            finally:
                await asyncio.sleep(0)
                print("inner")  # expect: inner
    finally:
        await asyncio.sleep(0)
        print("outer")  # expect: outer
print(asyncio.run(f()))  # expect: 1
