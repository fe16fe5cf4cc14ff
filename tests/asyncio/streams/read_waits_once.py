import asyncio

async def main():
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    loop.call_soon(reader.feed_data, b"first")
    loop.call_later(0.001, reader.feed_data, b"second")
    print(await reader.read(100))
    print(await reader.read(100))
    loop.call_soon(reader.feed_eof)
    print(await reader.read(100))

asyncio.run(main())

# expect:
# b'first'
# b'second'
# b''
