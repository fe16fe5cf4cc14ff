# A BufferedProtocol behind TLS gets its buffer filled.
import asyncio
from _tls import client_context, run, server_context


class Hello(asyncio.Protocol):
    def connection_made(self, transport):
        transport.write(b"0123456789")
        transport.close()


class Small(asyncio.BufferedProtocol):
    def __init__(self, done):
        self.done, self.buffer, self.got = done, bytearray(4), b""

    def get_buffer(self, size_hint):
        return self.buffer

    def buffer_updated(self, n):
        self.got += self.buffer[:n]

    def connection_lost(self, exc):
        self.done.set_result(self.got)


async def main():
    loop = asyncio.get_running_loop()
    done = loop.create_future()
    server = await loop.create_server(Hello, "127.0.0.1", 0, ssl=server_context())
    port = server.sockets[0].getsockname()[1]
    await loop.create_connection(
        lambda: Small(done), "127.0.0.1", port, ssl=client_context(), server_hostname="localhost"
    )
    print(await done)  # expect: b'0123456789'
    server.close()
    await server.wait_closed()


run(main)
