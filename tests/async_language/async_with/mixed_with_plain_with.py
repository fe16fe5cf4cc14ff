import asyncio
from contextlib import contextmanager, asynccontextmanager
@contextmanager
def plain():
    print("plain in")
    yield 1
    print("plain out")
@asynccontextmanager
async def later():
    print("later in")
    await asyncio.sleep(0)
    try:
        yield 2
    except ValueError as e:
        print("saw", e)
async def main():
    with plain() as a:
        async with later() as b:
            print(a, b)
            raise ValueError("v")
asyncio.run(main())
# expect:
# plain in
# later in
# 1 2
# saw v
# plain out
