import asyncio
from contextlib import aclosing
async def gen():
    try:
        yield 1
        yield 2
    finally:
        print("cleanup")
async def main():
    async with aclosing(gen()) as g:
        async for x in g:
            print(x)
            break
    print("after")
asyncio.run(main())
# expect:
# 1
# cleanup
# after
