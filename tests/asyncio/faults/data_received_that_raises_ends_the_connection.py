import asyncio
import _watch

class Server(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        if data == b"bad":
            raise ValueError("cannot take that")
        self.transport.write(data)

    def connection_lost(self, exc):
        print("lost", repr(exc))

async def main():
    loop = asyncio.get_running_loop()
    async with await loop.create_server(Server, "127.0.0.1", 0) as server:
        for data in (b"bad", b"good"):
            reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
            writer.write(data)
            print(await reader.read(10))
            writer.close()
            await writer.wait_closed()
            await _watch.settled()

_watch.run(main)

# expect:
# reported: Fatal error: protocol.data_received() call failed. | ValueError('cannot take that')
# lost ValueError('cannot take that')
# b''
# b'good'
# lost None
