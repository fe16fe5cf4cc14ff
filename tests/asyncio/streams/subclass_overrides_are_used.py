import asyncio

class Shouting(asyncio.StreamReader):
    def __init__(self):
        super().__init__(limit=100)

    async def readline(self):
        return (await super().readline()).upper()

class Dotted(asyncio.StreamReader):
    async def readuntil(self, separator=b"\n"):
        print("asked for", separator)
        return await super().readuntil(b".")

async def main():
    reader = Shouting()
    reader.feed_data(b"one\ntwo\n")
    reader.feed_eof()
    print([line async for line in reader])
    reader = Dotted(limit=8)
    reader.feed_data(b"first.second.too long a text.rest")
    reader.feed_eof()
    print(await reader.readline())
    print(await reader.readline())
    try:
        await reader.readline()
    except ValueError as e:
        print(e)
    print(await reader.read())
    print(await reader.readline())

asyncio.run(main())

# expect:
# [b'ONE\n', b'TWO\n']
# asked for b'\n'
# b'first.'
# asked for b'\n'
# b'second.'
# asked for b'\n'
# Separator is found, but chunk is longer than limit
# b''
# asked for b'\n'
# b''
