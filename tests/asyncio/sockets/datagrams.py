import asyncio
import socket


async def main():
    loop = asyncio.get_running_loop()
    a, b = (socket.socket(type=socket.SOCK_DGRAM) for _ in range(2))
    for sock in (a, b):
        sock.setblocking(False)
        sock.bind(("127.0.0.1", 0))
    receiving = asyncio.create_task(loop.sock_recvfrom(b, 100))
    await asyncio.sleep(0)
    print(await loop.sock_sendto(a, b"one", b.getsockname()))
    print(await receiving == (b"one", a.getsockname()))
    room = bytearray(5)
    await loop.sock_sendto(a, b"second", b.getsockname())
    n, address = await loop.sock_recvfrom_into(b, room)
    print(n, room, address == a.getsockname())
    await loop.sock_sendto(a, b"third", b.getsockname())
    print((await loop.sock_recvfrom_into(b, room, 2))[0], room)
    a.close()
    b.close()


asyncio.run(main())
# expect:
# 3
# True
# 5 bytearray(b'secon') True
# 2 bytearray(b'thcon')
