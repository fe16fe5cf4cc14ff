import asyncio

async def main():
    reader = asyncio.StreamReader()
    reader.feed_data(b"key: value\r\nnext;last\n")
    print(await reader.readuntil((b";", b"\r\n", b": ")))  # expect: b'key: '
    print(await reader.readuntil((b";", b"\r\n", b": ")))  # expect: b'value\r\n'
    print(await reader.readuntil((b";", b"\r\n", b": ")))  # expect: b'next;'
    print(await reader.readuntil(bytearray(b"st")))  # expect: b'last'
    print(await reader.readuntil())  # expect: b'\n'
    # The one that ends first wins, though it begins later.
    reader.feed_data(b"ABCDEFG")
    print(await reader.readuntil((b"DEF", b"BCDE")))  # expect: b'ABCDE'

asyncio.run(main())
