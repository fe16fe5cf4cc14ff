import asyncio
import socket
import _watch

class Protocol(asyncio.Protocol):
    raises = None

    def check(self, name):
        print(name)
        if name == self.raises:
            raise ValueError(name)

    def connection_made(self, transport):
        self.transport = transport
        self.check("connection_made")

    def eof_received(self):
        self.check("eof_received")

    def connection_lost(self, exc):
        print(repr(exc))
        self.check("connection_lost")

async def main():
    loop = asyncio.get_running_loop()
    for Protocol.raises in ("connection_made", "eof_received", "connection_lost"):
        async with await loop.create_server(Protocol, "127.0.0.1", 0) as server:
            sock = socket.create_connection(server.sockets[0].getsockname())
            await _watch.settled()
            sock.shutdown(socket.SHUT_WR)
            await _watch.settled()
            sock.close()

_watch.run(main)

# expect:
# connection_made
# reported: Exception in callback Protocol.connection_made() | ValueError('connection_made')
# eof_received
# None
# connection_lost
# connection_made
# eof_received
# reported: Fatal error: protocol.eof_received() call failed. | ValueError('eof_received')
# ValueError('eof_received')
# connection_lost
# connection_made
# eof_received
# None
# connection_lost
# reported: Exception in callback _SelectorSocketTransport._call_connection_lost() | ValueError('connection_lost')
