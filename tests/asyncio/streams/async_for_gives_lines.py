import asyncio

async def main():
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    reader.feed_data(b"one\ntwo\nthr")
    loop.call_later(0.001, reader.feed_data, b"ee\nfour")
    loop.call_later(0.002, reader.feed_eof)
    async for line in reader:
        print(line)
    print([line async for line in reader])

asyncio.run(main())

# expect:
# b'one\n'
# b'two\n'
# b'three\n'
# b'four'
# []
