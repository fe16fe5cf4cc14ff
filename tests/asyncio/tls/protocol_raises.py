# A protocol's callback that raises: reported, the connection is gone, the loop goes on.
import asyncio
from _tls import client_context, run, server_context


class Server(asyncio.Protocol):
    def connection_made(self, transport):
        transport.write(b"hello")


class Client(asyncio.Protocol):
    def __init__(self, lost):
        self.lost = lost

    def data_received(self, data):
        1 / 0

    def connection_lost(self, exc):
        self.lost.set_result(exc)


async def main():
    loop = asyncio.get_running_loop()
    lost = loop.create_future()
    server = await loop.create_server(Server, "127.0.0.1", 0, ssl=server_context())
    port = server.sockets[0].getsockname()[1]
    transport, _ = await loop.create_connection(
        lambda: Client(lost), "127.0.0.1", port, ssl=client_context(), server_hostname="localhost"
    )
    print(repr(await lost))
    # expect: reported: Fatal error on SSL protocol ZeroDivisionError('division by zero')
    # expect: ZeroDivisionError('division by zero')
    server.close()
    await server.wait_closed()


run(main)
