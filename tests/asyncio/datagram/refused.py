import asyncio
import socket


class P(asyncio.DatagramProtocol):
    def __init__(self):
        self.error = asyncio.get_running_loop().create_future()

    def error_received(self, exc):
        self.error.set_result(exc)


async def main():
    loop = asyncio.get_running_loop()
    with socket.socket(type=socket.SOCK_DGRAM) as unused:
        unused.bind(("127.0.0.1", 0))
        address = unused.getsockname()
    transport, protocol = await loop.create_datagram_endpoint(P, remote_addr=address)
    transport.sendto(b"x")
    print(repr(await protocol.error))
    print(transport.is_closing())
    transport.close()


asyncio.run(main())
# expect:
# ConnectionRefusedError(111, 'Connection refused')
# False
