import asyncio
import socket


async def main():
    loop = asyncio.get_running_loop()
    listening = socket.create_server(("127.0.0.1", 0))
    listening.setblocking(False)
    accepting = asyncio.create_task(loop.sock_accept(listening))
    await asyncio.sleep(0)
    a = socket.socket()
    a.setblocking(False)
    await loop.sock_connect(a, listening.getsockname())
    b, address = await accepting
    print(address == a.getsockname(), b.getblocking())

    receiving = asyncio.create_task(loop.sock_recv(b, 3))
    await asyncio.sleep(0)
    await loop.sock_sendall(a, b"hello")
    print(await receiving)
    room = bytearray(10)
    print(await loop.sock_recv_into(b, room), room)
    waiting = asyncio.create_task(loop.sock_recv_into(b, room))
    await asyncio.sleep(0)
    await loop.sock_sendall(a, memoryview(b"later"))
    print(await waiting, room)

    # More than the system takes at once.
    data = bytes(range(256)) * 20_000
    sending = asyncio.create_task(loop.sock_sendall(a, data))
    got = b""
    while len(got) < len(data):
        got += await loop.sock_recv(b, 1 << 20)
    await sending
    print(got == data)
    a.close()
    print(await loop.sock_recv(b, 10))
    b.close()
    listening.close()


asyncio.run(main())
# expect:
# True False
# b'hel'
# 2 bytearray(b'lo\x00\x00\x00\x00\x00\x00\x00\x00')
# 5 bytearray(b'later\x00\x00\x00\x00\x00')
# True
# b''
