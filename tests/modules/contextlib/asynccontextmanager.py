import asyncio
from contextlib import asynccontextmanager
@asynccontextmanager
async def res(n):
    print("open", n)
    await asyncio.sleep(0)
    try:
        yield n * 2
    finally:
        print("close", n)
async def main():
    async with res(1) as a, res(2) as b:
        print(a, b)
    try:
        async with res(3):
            raise ValueError("v")
    except ValueError as e:
        print(e)
asyncio.run(main())

# expect:
# open 1
# open 2
# 2 4
# close 2
# close 1
# open 3
# close 3
# v
