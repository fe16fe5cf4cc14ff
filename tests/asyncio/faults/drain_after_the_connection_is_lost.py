import asyncio
import socket
import struct
import _watch

async def handler(reader, writer):
    sock = writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()

async def main():
    async with await asyncio.start_server(handler, "127.0.0.1", 0) as server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        await _watch.settled()
        # What went wrong with reading is raised first.
        for _ in range(2):
            writer.write(b"data")
            try:
                await writer.drain()
            except ConnectionResetError as e:
                print(e)
        try:
            await writer.wait_closed()
        except ConnectionResetError as e:
            print(e)

_watch.run(main)

# expect:
# [Errno 104] Connection reset by peer
# [Errno 104] Connection reset by peer
# [Errno 104] Connection reset by peer
