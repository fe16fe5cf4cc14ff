import asyncio

async def main():
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    for n, chunk in enumerate([b"xE", b"N", b"EN", b"DEN", b"D tail"]):
        loop.call_later(n / 1000, reader.feed_data, chunk)
    print(await reader.readuntil(b"END"))  # expect: b'xENEND'
    print(await reader.readuntil((b"END", b"N")))  # expect: b'EN'

asyncio.run(main())
