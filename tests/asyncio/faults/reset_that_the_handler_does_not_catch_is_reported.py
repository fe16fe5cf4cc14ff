import asyncio
import socket
import struct
import _watch

async def handler(reader, writer):
    await reader.readline()

async def main():
    server = await asyncio.start_server(handler, "127.0.0.1", 0)
    async with server:
        sock = socket.create_connection(server.sockets[0].getsockname())
        await asyncio.sleep(0.01)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        sock.close()
        await _watch.settled()

_watch.run(main)

# expect:
# reported: Unhandled exception in client_connected_cb | ConnectionResetError(104, 'Connection reset by peer')
