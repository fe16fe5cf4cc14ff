import asyncio
import socket
import struct
import _watch

async def handler(reader, writer):
    try:
        print(await reader.readline())
        print(await reader.readline())
    except ConnectionResetError as e:
        print("reset", e.errno)
    writer.close()
    try:
        await writer.wait_closed()
    except ConnectionResetError as e:
        print("closed by", type(e).__name__)

async def main():
    server = await asyncio.start_server(handler, "127.0.0.1", 0)
    address = server.sockets[0].getsockname()
    async with server:
        reader, writer = await asyncio.open_connection(*address)
        writer.write(b"line\n")
        await writer.drain()
        await asyncio.sleep(0.01)
        sock = writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.close()
        await writer.wait_closed()
        await _watch.settled()
        # The server goes on.
        reader, writer = await asyncio.open_connection(*address)
        writer.write(b"one\ntwo\n")
        print(await reader.read())
        writer.close()
        await writer.wait_closed()

_watch.run(main)

# expect:
# b'line\n'
# reset 104
# closed by ConnectionResetError
# b'one\n'
# b'two\n'
# b''
