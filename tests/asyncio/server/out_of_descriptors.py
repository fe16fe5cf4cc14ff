import asyncio
import os
import resource
import socket

messages = []


class P(asyncio.Protocol):
    def connection_made(self, transport):
        transport.write(b"here")
        transport.close()


async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: messages.append(context))
    server = await loop.create_server(P, "127.0.0.1", 0)
    sock = socket.socket()
    sock.setblocking(False)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, hard))
    taken = []
    try:
        while True:
            taken.append(os.open("/dev/null", os.O_RDONLY))
    except OSError as e:
        print(e)
    await loop.sock_connect(sock, server.sockets[0].getsockname())
    while not messages:
        await asyncio.sleep(0.01)
    context = messages[0]
    print(context["message"], context["exception"], type(context["socket"]).__name__)
    for fd in taken:
        os.close(fd)
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    # A second later it accepts again.
    print(await loop.sock_recv(sock, 100))
    sock.close()
    server.close()
    await server.wait_closed()


asyncio.run(main())
# expect:
# [Errno 24] Too many open files: '/dev/null'
# socket.accept() out of system resource [Errno 24] Too many open files TransportSocket
# b'here'
