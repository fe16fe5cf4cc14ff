import asyncio
import socket


class Bad(asyncio.Protocol):
    def __init__(self, where):
        self.where = where
        self.lost = asyncio.get_running_loop().create_future()

    def fail(self, where):
        if where == self.where:
            raise ValueError(where)

    def data_received(self, data):
        self.fail("data_received")

    def eof_received(self):
        self.fail("eof_received")

    def connection_lost(self, exc):
        self.lost.set_result(exc)
        self.fail("connection_lost")

    def pause_writing(self):
        self.fail("pause_writing")

    def resume_writing(self):
        self.fail("resume_writing")


def handler(loop, context):
    print(context["message"].split("(")[0], repr(context["exception"]), "protocol" in context, "transport" in context)


async def run(where):
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(handler)
    a, b = socket.socketpair()
    b.setblocking(False)
    transport, protocol = await loop.create_connection(lambda: Bad(where), sock=a)
    if where in ("pause_writing", "resume_writing"):
        transport.write(b"x" * 1_000_000)
        print("writing goes on", transport.is_closing())
        left = 1_000_000
        while left:
            left -= len(await loop.sock_recv(b, 1 << 20))
        await asyncio.sleep(0.01)
        transport.close()
    else:
        b.send(b"data")
        b.close()
    print("lost", repr(await protocol.lost))
    await asyncio.sleep(0)
    b.close()


async def main():
    for where in ("data_received", "eof_received", "pause_writing", "resume_writing"):
        await run(where)


asyncio.run(main())
# expect:
# Fatal error: protocol.data_received ValueError('data_received') True True
# lost ValueError('data_received')
# Fatal error: protocol.eof_received ValueError('eof_received') True True
# lost ValueError('eof_received')
# protocol.pause_writing ValueError('pause_writing') True True
# writing goes on False
# lost None
# writing goes on False
# protocol.resume_writing ValueError('resume_writing') True True
# lost None
