"""A class with __aiter__ and __anext__ can be looped over with async for."""
import asyncio


class Pages:
    """Pretends to read a book from a slow server, page by page."""

    def __init__(self, count):
        self.count = count
        self.number = 0

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.number == self.count:
            raise StopAsyncIteration
        self.number += 1
        await asyncio.sleep(0.005)
        return f"page {self.number}"


async def main():
    async for page in Pages(3):
        print(page)
    else:
        print("the end")
    print([page.upper() async for page in Pages(2)])


asyncio.run(main())

# expect:
# page 1
# page 2
# page 3
# the end
# ['PAGE 1', 'PAGE 2']
