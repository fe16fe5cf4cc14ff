import asyncio

async def main():
    reader = asyncio.StreamReader()
    first = asyncio.create_task(reader.readline())
    await asyncio.sleep(0)
    for read in (reader.read(1), reader.readline(), reader.readexactly(2), reader.readuntil(b"x")):
        try:
            await read
        except RuntimeError as e:
            print(e)
    reader.feed_data(b"for the first\n")
    print(await first)

asyncio.run(main())

# expect:
# read() called while another coroutine is already waiting for incoming data
# readuntil() called while another coroutine is already waiting for incoming data
# readexactly() called while another coroutine is already waiting for incoming data
# readuntil() called while another coroutine is already waiting for incoming data
# b'for the first\n'
