import asyncio
import socket
import struct


class P(asyncio.Protocol):
    def __init__(self):
        self.lost = asyncio.get_running_loop().create_future()

    def connection_lost(self, exc):
        self.lost.set_result(exc)


async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: print("handler", context))
    listening = socket.create_server(("127.0.0.1", 0))
    transport, p = await loop.create_connection(P, *listening.getsockname())
    far, _ = listening.accept()
    far.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    far.close()
    exc = await p.lost
    print(type(exc).__name__, exc)
    listening.close()


asyncio.run(main())
# expect:
# ConnectionResetError [Errno 104] Connection reset by peer
