import asyncio
import socket


class P(asyncio.Protocol):
    def __init__(self, name):
        self.name = name

    def data_received(self, data):
        print(self.name, data)


async def main():
    loop = asyncio.get_running_loop()
    a, b = socket.socketpair()
    transport, first = await loop.create_connection(lambda: P("first"), sock=a)
    print(transport.get_protocol() is first)
    b.send(b"1")
    await asyncio.sleep(0.01)
    second = P("second")
    transport.set_protocol(second)
    print(transport.get_protocol() is second)
    b.send(b"2")
    await asyncio.sleep(0.01)
    transport.close()
    await asyncio.sleep(0)
    print(transport.get_protocol())
    b.close()


asyncio.run(main())
# expect:
# True
# first b'1'
# True
# second b'2'
# None
