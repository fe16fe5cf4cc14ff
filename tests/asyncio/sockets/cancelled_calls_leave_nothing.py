import asyncio
import socket


async def main():
    loop = asyncio.get_running_loop()
    a, b = socket.socketpair()
    a.setblocking(False)
    b.setblocking(False)
    listening = socket.create_server(("127.0.0.1", 0))
    listening.setblocking(False)
    for call, fd in (
        (loop.sock_recv(a, 10), a),
        (loop.sock_recv_into(a, bytearray(10)), a),
        (loop.sock_recvfrom(a, 10), a),
        (loop.sock_accept(listening), listening),
    ):
        task = asyncio.create_task(call)
        await asyncio.sleep(0)
        task.cancel()
        try:
            await task
        except asyncio.CancelledError:
            await asyncio.sleep(0)
            print(loop.remove_reader(fd))
    task = asyncio.create_task(loop.sock_sendall(a, b"x" * 10_000_000))
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        await asyncio.sleep(0)
        print(loop.remove_writer(a))
    for sock in (a, b, listening):
        sock.close()


asyncio.run(main())
# expect:
# False
# False
# False
# False
# False
