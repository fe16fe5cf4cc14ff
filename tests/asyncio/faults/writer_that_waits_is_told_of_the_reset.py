import asyncio
import socket
import struct
import _watch

async def handler(reader, writer):
    await reader.readexactly(10)
    sock = writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()

async def main():
    async with await asyncio.start_server(handler, "127.0.0.1", 0, limit=1000) as server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        try:
            writer.write(b"x" * 20_000_000)
            await asyncio.gather(writer.drain(), writer.drain())
        except ConnectionResetError as e:
            print(e)
        try:
            await writer.drain()
        except ConnectionResetError as e:
            print(e)
        writer.close()

_watch.run(main)

# expect:
# [Errno 104] Connection reset by peer
# [Errno 104] Connection reset by peer
