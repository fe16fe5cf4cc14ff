import asyncio

async def main():
    reader = asyncio.StreamReader()
    reader.feed_data(b"abc")
    print(reader._buffer)  # expect: bytearray(b'abc')
    reader._buffer.extend(b"def\n")
    reader.feed_data(b"ghi")
    print(await reader.readline(), reader._buffer)  # expect: b'abcdef\n' bytearray(b'ghi')
    del reader._buffer[0]
    print(await reader.readexactly(2))  # expect: b'hi'
    reader._buffer.clear()
    reader.feed_data(bytearray(b"x"))
    reader.feed_data(memoryview(b"y"))
    print(reader._buffer == b"xy")  # expect: True

asyncio.run(main())
