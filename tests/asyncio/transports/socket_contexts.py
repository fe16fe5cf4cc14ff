import asyncio
import contextvars
import socket

var = contextvars.ContextVar("var", default="none")


class P(asyncio.Protocol):
    def connection_made(self, transport):
        print("made", var.get())
        var.set("set when made")

    def data_received(self, data):
        print("data", var.get())
        var.set("set by data")

    def connection_lost(self, exc):
        print("lost", var.get())


async def main():
    loop = asyncio.get_running_loop()
    a, b = socket.socketpair()
    var.set("at connect")
    transport, _ = await loop.create_connection(P, sock=a)
    var.set("later")
    for i in range(2):
        b.send(b"x")
        await asyncio.sleep(0.01)
    transport.pause_reading()
    transport.resume_reading()
    b.send(b"x")
    await asyncio.sleep(0.01)
    transport.close()
    var.set("after close")
    await asyncio.sleep(0)
    b.close()


asyncio.run(main())
# expect:
# made at connect
# data at connect
# data set by data
# data later
# lost later
