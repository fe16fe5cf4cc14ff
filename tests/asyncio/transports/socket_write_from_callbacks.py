import asyncio
import socket

# The order of what a transport does, among other callbacks.
order = []


class P(asyncio.Protocol):
    def connection_made(self, transport):
        order.append("made")
        asyncio.get_running_loop().call_soon(order.append, "soon after made")

    def data_received(self, data):
        order.append("data")
        asyncio.get_running_loop().call_soon(order.append, "soon after data")

    def eof_received(self):
        order.append("eof")
        asyncio.get_running_loop().call_soon(order.append, "soon after eof")

    def connection_lost(self, exc):
        order.append("lost")


async def ticker():
    for i in range(8):
        order.append(i)
        await asyncio.sleep(0)


async def main():
    loop = asyncio.get_running_loop()
    a, b = socket.socketpair()
    b.send(b"data")
    b.shutdown(socket.SHUT_WR)
    task = asyncio.create_task(ticker())
    transport, _ = await loop.create_connection(P, sock=a)
    order.append("connected")
    await task
    print(order)
    b.close()


asyncio.run(main())
# expect:
# [0, 'made', 1, 'soon after made', 'connected', 'data', 2, 'soon after data', 'eof', 3, 'soon after eof', 'lost', 4, 5, 6, 7]
