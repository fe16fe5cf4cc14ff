import asyncio

async def main():
    reader = asyncio.StreamReader()
    reader.feed_data(b"")
    reader.feed_eof()
    reader.feed_eof()
    try:
        reader.feed_data(b"late")
    except AssertionError as e:
        print(e)  # expect: feed_data after feed_eof

asyncio.run(main())
