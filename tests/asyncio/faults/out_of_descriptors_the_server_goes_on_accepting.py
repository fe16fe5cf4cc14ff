import asyncio
import os
import resource
import socket
import _watch

# The server tries again after so many seconds.
asyncio.constants.ACCEPT_RETRY_DELAY = 0.3

async def handler(reader, writer):
    writer.write(await reader.readline())
    writer.close()
    await writer.wait_closed()

async def main():
    loop = asyncio.get_running_loop()
    full = asyncio.Event()

    def report(loop, context):
        print("reported:", context["message"], repr(context["exception"]))
        full.set()

    loop.set_exception_handler(report)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    async with await asyncio.start_server(handler, "127.0.0.1", 0, backlog=1) as server:
        client = socket.socket()
        client.setblocking(False)
        # No descriptor is free: the connection waits to be accepted.
        resource.setrlimit(resource.RLIMIT_NOFILE, (_watch.descriptors() + 8, hard))
        taken = []
        while True:
            try:
                taken.append(os.dup(0))
            except OSError as e:
                print("dup:", e.errno)
                break
        await loop.sock_connect(client, server.sockets[0].getsockname())
        await loop.sock_sendall(client, b"hello\n")
        await full.wait()
        for fd in taken:
            os.close(fd)
        print(await loop.sock_recv(client, 100))
        client.close()
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))

_watch.run(main)

# expect:
# dup: 24
# reported: socket.accept() out of system resource OSError(24, 'Too many open files')
# b'hello\n'
