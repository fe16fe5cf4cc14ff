import asyncio

async def main():
    reader = asyncio.StreamReader(limit=10)
    task = asyncio.create_task(reader.read(1))
    await asyncio.sleep(0)
    print(repr(reader).split("waiter=")[0])  # expect: <StreamReader limit=10 
    reader.feed_data(b"abc")
    await task
    reader.feed_eof()
    print(reader)  # expect: <StreamReader 2 bytes eof limit=10>
    reader.set_exception(ValueError("broken"))
    print(reader)  # expect: <StreamReader 2 bytes eof limit=10 exception=ValueError('broken')>

asyncio.run(main())
