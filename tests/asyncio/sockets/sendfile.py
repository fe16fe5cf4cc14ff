import asyncio
import io
import os
import socket
import tempfile


async def receive(loop, sock, size):
    got = b""
    while len(got) < size:
        got += await loop.sock_recv(sock, 1 << 20)
    return got


class Paused(asyncio.Protocol):
    pass


async def main():
    loop = asyncio.get_running_loop()
    data = os.urandom(1000) * 2000
    a, b = socket.socketpair()
    a.setblocking(False)
    b.setblocking(False)
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.seek(0)
        sending = asyncio.create_task(loop.sock_sendfile(a, file))
        print(await receive(loop, b, len(data)) == data, await sending == len(data), file.tell() == len(data))
        sending = asyncio.create_task(loop.sock_sendfile(a, file, 10, 100))
        print(await receive(loop, b, 100) == data[10:110], await sending, file.tell())
        print(await loop.sock_sendfile(a, io.BytesIO(b"fallback"), 4), await loop.sock_recv(b, 100))
        try:
            await loop.sock_sendfile(a, io.BytesIO(b"x"), fallback=False)
        except asyncio.SendfileNotAvailableError as e:
            print(e)
        for offset, count in ((-1, None), (0, 0), (1.5, None), (0, "x")):
            try:
                await loop.sock_sendfile(a, file, offset, count)
            except (ValueError, TypeError) as e:
                print(type(e).__name__, e)

        transport, _ = await loop.create_connection(Paused, sock=a)
        transport.write(b"head")
        file.seek(0)
        sending = asyncio.create_task(loop.sendfile(transport, file))
        print(await receive(loop, b, len(data) + 4) == b"head" + data, await sending == len(data))
        sending = asyncio.create_task(loop.sendfile(transport, io.BytesIO(data)))
        print(await receive(loop, b, len(data)) == data, await sending == len(data))
        transport.write(b"tail")
        print(await loop.sock_recv(b, 10), transport.is_reading())
        transport.close()
        await asyncio.sleep(0)
        try:
            await loop.sendfile(transport, file)
        except RuntimeError as e:
            print(e)
    b.close()


asyncio.run(main())
# expect:
# True True True
# True 100 110
# 4 b'back'
# not a regular file
# ValueError offset must be a non-negative integer (got -1)
# ValueError count must be a positive integer (got 0)
# TypeError offset must be a non-negative integer (got 1.5)
# TypeError count must be a positive integer (got 'x')
# True True
# True True
# b'tail' True
# Transport is closing
