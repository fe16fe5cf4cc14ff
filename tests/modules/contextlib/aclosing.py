import asyncio
from contextlib import aclosing
async def gen():
    try:
        for i in range(10):
            yield i
    finally:
        print("generator closed")
async def main():
    async with aclosing(gen()) as g:
        async for i in g:
            if i == 2: break
            print(i)
    print("after")
asyncio.run(main())

# expect:
# 0
# 1
# generator closed
# after
