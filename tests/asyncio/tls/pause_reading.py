# While the program does not read, nothing is handed out; then all of it is.
import asyncio
from _tls import client_context, run, server_context


class Sender(asyncio.Protocol):
    def connection_made(self, transport):
        transport.write(b"x" * 100_000)


class Slow(asyncio.Protocol):
    got = 0

    def connection_made(self, transport):
        self.transport = transport
        transport.pause_reading()

    def data_received(self, data):
        self.got += len(data)
        if self.got == 100_000:
            self.all.set_result(None)


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Sender, "127.0.0.1", 0, ssl=server_context())
    port = server.sockets[0].getsockname()[1]
    slow = Slow()
    slow.all = loop.create_future()
    transport, _ = await loop.create_connection(
        lambda: slow, "127.0.0.1", port, ssl=client_context(), server_hostname="localhost"
    )
    await asyncio.sleep(0.05)
    print(slow.got, transport.is_reading())  # expect: 0 False
    transport.resume_reading()
    await slow.all
    print(slow.got, transport.is_reading())  # expect: 100000 True
    transport.abort()
    server.close()


run(main)
