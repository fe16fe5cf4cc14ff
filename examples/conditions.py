"""A condition lets tasks wait until something they share has become true."""
import asyncio


class Shelf:
    def __init__(self, size):
        self.size = size
        self.books = []
        self.changed = asyncio.Condition()

    async def put(self, book):
        async with self.changed:
            await self.changed.wait_for(lambda: len(self.books) < self.size)
            self.books.append(book)
            print("put", book)
            self.changed.notify_all()

    async def take(self):
        async with self.changed:
            await self.changed.wait_for(lambda: self.books)
            print("take", self.books[0])
            self.changed.notify_all()
            return self.books.pop(0)


async def librarian(shelf):
    for book in ("Atlas", "Bible", "Cookbook"):
        await shelf.put(book)


async def main():
    shelf = Shelf(size=1)
    work = asyncio.create_task(librarian(shelf))
    print("read", [await shelf.take() for _ in range(3)])
    await work


asyncio.run(main())

# expect:
# put Atlas
# take Atlas
# put Bible
# take Bible
# put Cookbook
# take Cookbook
# read ['Atlas', 'Bible', 'Cookbook']
