import asyncio
import socket


class P(asyncio.Protocol):
    def connection_made(self, transport):
        raise ValueError("made")

    def data_received(self, data):
        print(data)


async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, c: print(c["message"].split("(")[0], repr(c["exception"])))
    a, b = socket.socketpair()
    transport, _ = await loop.create_connection(P, sock=a)
    b.send(b"it goes on")
    await asyncio.sleep(0.01)
    transport.close()
    await asyncio.sleep(0)
    b.close()


asyncio.run(main())
# expect:
# Exception in callback P.connection_made ValueError('made')
# b'it goes on'
