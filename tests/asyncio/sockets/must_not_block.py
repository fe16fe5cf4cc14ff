import asyncio
import socket


async def main():
    loop = asyncio.get_running_loop()
    loop.set_debug(True)
    with socket.socket() as sock:
        for call in (
            loop.sock_recv(sock, 1),
            loop.sock_recv_into(sock, bytearray(1)),
            loop.sock_recvfrom(sock, 1),
            loop.sock_recvfrom_into(sock, bytearray(1)),
            loop.sock_sendall(sock, b"x"),
            loop.sock_sendto(sock, b"x", ("127.0.0.1", 1)),
            loop.sock_connect(sock, ("127.0.0.1", 1)),
            loop.sock_accept(sock),
            loop.sock_sendfile(sock, None),
        ):
            try:
                await call
            except ValueError as e:
                print(e)


asyncio.run(main())
# expect:
# the socket must be non-blocking
# the socket must be non-blocking
# the socket must be non-blocking
# the socket must be non-blocking
# the socket must be non-blocking
# the socket must be non-blocking
# the socket must be non-blocking
# the socket must be non-blocking
# the socket must be non-blocking
