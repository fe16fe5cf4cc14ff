import asyncio
import _watch

async def handler(reader, writer):
    data = await reader.read()
    print("server got", data, reader.at_eof())
    # The other half is open still.
    writer.write(data.upper())
    await writer.drain()
    await asyncio.sleep(0.005)
    writer.write(b"!")
    writer.close()
    await writer.wait_closed()

async def main():
    async with await asyncio.start_server(handler, "127.0.0.1", 0) as server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        writer.write(b"all there is")
        print(writer.can_write_eof())
        writer.write_eof()
        try:
            writer.write(b"more")
        except RuntimeError as e:
            print(e)
        print("client got", await reader.read())
        writer.close()
        await writer.wait_closed()

_watch.run(main)

# expect:
# True
# Cannot call write() after write_eof()
# server got b'all there is' True
# client got b'ALL THERE IS!'
