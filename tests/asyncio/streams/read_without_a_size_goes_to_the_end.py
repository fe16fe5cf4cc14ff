import asyncio

async def main():
    reader = asyncio.StreamReader(limit=4)
    loop = asyncio.get_running_loop()
    reader.feed_data(b"begin ")
    loop.call_soon(reader.feed_data, b"middle ")
    loop.call_later(0.001, reader.feed_data, b"end")
    loop.call_later(0.002, reader.feed_eof)
    print(await reader.read())
    print(await reader.read(-1))

asyncio.run(main())

# expect:
# b'begin middle end'
# b''
