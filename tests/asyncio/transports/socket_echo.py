import asyncio


class Echo(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport
        print("server: made")

    def data_received(self, data):
        print("server:", data)
        self.transport.write(data.upper())

    def eof_received(self):
        print("server: eof")

    def connection_lost(self, exc):
        print("server: lost", exc)


class Client(asyncio.Protocol):
    def __init__(self):
        self.lost = asyncio.get_running_loop().create_future()

    def connection_made(self, transport):
        print("client: made")
        transport.write(b"hello")

    def data_received(self, data):
        print("client:", data)
        self.transport.close()

    def connection_lost(self, exc):
        print("client: lost", exc)
        self.lost.set_result(None)


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Echo, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    transport, client = await loop.create_connection(Client, "127.0.0.1", port)
    client.transport = transport
    print(type(transport).__name__, isinstance(transport, asyncio.Transport))
    await client.lost
    server.close()
    await server.wait_closed()
    print("closed")


asyncio.run(main())
# expect:
# server: made
# client: made
# _SelectorSocketTransport True
# server: b'hello'
# client: b'HELLO'
# client: lost None
# server: eof
# server: lost None
# closed
