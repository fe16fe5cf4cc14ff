import asyncio
import socket


class Buffered(asyncio.BufferedProtocol):
    def __init__(self):
        self.buffer = bytearray(4)
        self.lost = asyncio.get_running_loop().create_future()

    def get_buffer(self, hint):
        print("get_buffer", hint)
        return self.buffer

    def buffer_updated(self, size):
        print("updated", bytes(self.buffer[:size]))

    def eof_received(self):
        print("eof")

    def connection_lost(self, exc):
        self.lost.set_result(exc)


class Empty(Buffered):
    def get_buffer(self, hint):
        return bytearray()


async def main():
    loop = asyncio.get_running_loop()
    a, b = socket.socketpair()
    _, protocol = await loop.create_connection(Buffered, sock=a)
    b.send(b"abcdefg")
    b.close()
    print(await protocol.lost)

    loop.set_exception_handler(lambda loop, context: print(context["message"], context["exception"]))
    a, b = socket.socketpair()
    _, protocol = await loop.create_connection(Empty, sock=a)
    b.send(b"abcdefg")
    print(repr(await protocol.lost))
    b.close()


asyncio.run(main())
# expect:
# get_buffer -1
# updated b'abcd'
# get_buffer -1
# updated b'efg'
# get_buffer -1
# eof
# None
# Fatal error: protocol.get_buffer() call failed. get_buffer() returned an empty buffer
# RuntimeError('get_buffer() returned an empty buffer')
