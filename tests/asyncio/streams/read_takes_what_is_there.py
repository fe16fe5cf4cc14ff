import asyncio

async def main():
    reader = asyncio.StreamReader()
    reader.feed_data(b"abcdef")
    print(await reader.read(4))  # expect: b'abcd'
    print(await reader.read(4))  # expect: b'ef'
    print(await reader.read(0))  # expect: b''
    reader.feed_data(b"more")
    reader.feed_eof()
    print(await reader.read(100), reader.at_eof())  # expect: b'more' True
    print(await reader.read(100))  # expect: b''

asyncio.run(main())
