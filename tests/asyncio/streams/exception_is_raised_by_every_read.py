import asyncio

async def main():
    reader = asyncio.StreamReader()
    reader.feed_data(b"data that is lost\n")
    waiting = asyncio.StreamReader()
    task = asyncio.create_task(waiting.read(1))
    await asyncio.sleep(0)
    error = ConnectionResetError("gone")
    for r in (reader, waiting):
        r.set_exception(error)
        print(r.exception() is error)
    for read in (task, reader.read(1), reader.readline(), reader.readexactly(3), reader.readuntil(), reader.read()):
        try:
            print(await read)
        except ConnectionResetError as e:
            print(e is error, e)

asyncio.run(main())

# expect:
# True
# True
# True gone
# True gone
# True gone
# True gone
# True gone
# True gone
