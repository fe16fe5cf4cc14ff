import asyncio

class Unique(asyncio.Queue):
    def _init(self, maxsize):
        self._queue = {}

    def _put(self, item):
        self._queue[item] = True

    def _get(self):
        item = next(iter(self._queue))
        del self._queue[item]
        return item

async def main():
    q = Unique()
    for n in (1, 2, 1, 3, 2):
        q.put_nowait(n)
    print(q.qsize(), [q.get_nowait() for _ in range(3)])  # expect: 3 [1, 2, 3]

asyncio.run(main())
