# The callbacks of a protocol behind TLS, in their order.
import asyncio
from _tls import client_context, run, server_context


class Talk(asyncio.Protocol):
    def __init__(self, name, done):
        self.name, self.done, self.events = name, done, []

    def log(self, *event):
        self.events.append(event)

    def connection_made(self, transport):
        self.transport = transport
        self.log("made", isinstance(transport, asyncio.Transport))
        if self.name == "client":
            transport.writelines([b"a", b"b", b"c"])

    def data_received(self, data):
        self.log("data", data)
        if self.name == "server":
            self.transport.write(b"bye")
            self.transport.close()

    def eof_received(self):
        self.log("eof")

    def connection_lost(self, exc):
        self.log("lost", exc)
        self.done.set_result(self.events)


async def main():
    loop = asyncio.get_running_loop()
    server_done, client_done = loop.create_future(), loop.create_future()
    server = await loop.create_server(lambda: Talk("server", server_done), "127.0.0.1", 0, ssl=server_context())
    port = server.sockets[0].getsockname()[1]
    await loop.create_connection(
        lambda: Talk("client", client_done), "127.0.0.1", port, ssl=client_context(), server_hostname="localhost"
    )
    for done in (server_done, client_done):
        print("---")
        for event in await done:
            print(*event)
    server.close()
    await server.wait_closed()


run(main)
# expect:
# ---
# made True
# data b'abc'
# eof
# lost None
# ---
# made True
# data b'bye'
# eof
# lost None
