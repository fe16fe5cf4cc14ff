"""An async generator awaits between its yields; it is the short way to write an async iterator."""
import asyncio
from contextlib import aclosing


async def ticks(count):
    try:
        for n in range(count):
            await asyncio.sleep(0.005)
            yield n
    finally:
        print("the clock is put away")


async def squares(numbers):
    async for n in numbers:
        yield n * n


async def main():
    async for square in squares(ticks(4)):
        print(square)

    async with aclosing(ticks(100)) as clock:  # closed here, though it is not run to its end
        async for n in clock:
            if n == 1:
                print("enough")
                break


asyncio.run(main())

# expect:
# 0
# 1
# 4
# 9
# the clock is put away
# enough
# the clock is put away
