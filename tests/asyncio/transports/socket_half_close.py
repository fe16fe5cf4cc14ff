import asyncio
import socket


class Half(asyncio.Protocol):
    def __init__(self):
        self.lost = asyncio.get_running_loop().create_future()

    def data_received(self, data):
        print("data", data)

    def eof_received(self):
        print("eof")
        return True

    def connection_lost(self, exc):
        self.lost.set_result(exc)


async def main():
    loop = asyncio.get_running_loop()
    a, b = socket.socketpair()
    b.setblocking(False)
    transport, protocol = await loop.create_connection(Half, sock=a)
    await loop.sock_sendall(b, b"question")
    b.shutdown(socket.SHUT_WR)
    await asyncio.sleep(0.01)
    print("closing", transport.is_closing())
    transport.write(b"answer")
    print(await loop.sock_recv(b, 100))
    print(transport.can_write_eof())
    transport.write_eof()
    print(await loop.sock_recv(b, 100))
    try:
        transport.write(b"more")
    except RuntimeError as e:
        print(e)
    transport.close()
    print(await protocol.lost)
    b.close()


asyncio.run(main())
# expect:
# data b'question'
# eof
# closing False
# b'answer'
# True
# b''
# Cannot call write() after write_eof()
# None
