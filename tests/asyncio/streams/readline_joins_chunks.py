import asyncio

async def main():
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    for n, chunk in enumerate([b"one ", b"line", b"\nand", b" the rest"]):
        loop.call_later(n / 1000, reader.feed_data, chunk)
    loop.call_later(0.01, reader.feed_eof)
    print(await reader.readline())  # expect: b'one line\n'
    print(await reader.readline())  # expect: b'and the rest'
    print(await reader.readline())  # expect: b''

asyncio.run(main())
