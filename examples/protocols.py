"""A connection by callbacks instead of coroutines: what streams are made of."""
import asyncio


class Adder(asyncio.Protocol):
    """Adds the numbers that come, one a line, until the other side ends."""

    def connection_made(self, transport):
        self.transport = transport
        self.rest = b""
        self.total = 0

    def data_received(self, data):
        *lines, self.rest = (self.rest + data).split(b"\n")
        self.total += sum(map(int, lines))

    def eof_received(self):
        self.transport.write(b"%d" % self.total)

    def connection_lost(self, exc):
        print("server: connection lost")


class Asker(asyncio.Protocol):
    def __init__(self, numbers, answer):
        self.numbers, self.answer = numbers, answer

    def connection_made(self, transport):
        transport.writelines([b"%d\n" % n for n in self.numbers])
        transport.write_eof()

    def data_received(self, data):
        self.answer.set_result(int(data))


async def main():
    loop = asyncio.get_running_loop()
    async with await loop.create_server(Adder, "127.0.0.1", 0) as server:
        answer = loop.create_future()
        address = server.sockets[0].getsockname()
        transport, _ = await loop.create_connection(lambda: Asker([1, 20, 300], answer), *address)
        print("client:", await answer)
        transport.close()


asyncio.run(main())

# expect:
# server: connection lost
# client: 321
