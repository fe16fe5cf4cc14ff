import asyncio

async def main():
    reader = asyncio.StreamReader(limit=2)
    asyncio.get_running_loop().call_soon(reader.feed_data, b"more than the limit")
    print(await reader.readexactly(10))  # expect: b'more than '
    reader.feed_eof()
    try:
        await reader.readexactly(20)
    except asyncio.IncompleteReadError as e:
        print(e, e.partial, e.expected)  # expect: 9 bytes read on a total of 20 expected bytes b'the limit' 20
    try:
        await reader.readexactly(-1)
    except ValueError as e:
        print(e)  # expect: readexactly size can not be less than zero
    print(await reader.readexactly(0))  # expect: b''

asyncio.run(main())
