import asyncio
import socket


class P(asyncio.Protocol):
    def __init__(self):
        self.lost = asyncio.get_running_loop().create_future()

    def connection_lost(self, exc):
        print("lost", exc)
        self.lost.set_result(None)


async def main():
    loop = asyncio.get_running_loop()
    a, b = socket.socketpair()
    transport, p = await loop.create_connection(P, sock=a)
    transport.write(b"x" * 5_000_000)
    print(transport.get_write_buffer_size() > 0)
    transport.abort()
    transport.abort()
    transport.close()
    print(transport.is_closing(), transport.get_write_buffer_size())
    await p.lost
    b.close()


asyncio.run(main())
# expect:
# True
# True 0
# lost None
