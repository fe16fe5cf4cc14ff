import asyncio
import socket


class Writer(asyncio.Protocol):
    def pause_writing(self):
        print("pause")

    def resume_writing(self):
        print("resume")
        resumed.set()


async def main():
    global resumed
    resumed = asyncio.Event()
    loop = asyncio.get_running_loop()
    a, b = socket.socketpair()
    b.setblocking(False)
    transport, _ = await loop.create_connection(Writer, sock=a)
    print(transport.get_write_buffer_limits())
    transport.set_write_buffer_limits(high=1000)
    print(transport.get_write_buffer_limits())
    transport.set_write_buffer_limits(low=100)
    print(transport.get_write_buffer_limits())
    for high, low in ((1, 2), (-1, None), (5, -1)):
        try:
            transport.set_write_buffer_limits(high, low)
        except ValueError as e:
            print(e)
    total = 2_000_000
    transport.write(b"x" * total)
    print(transport.get_write_buffer_size() > 0)
    received = 0
    while received < total:
        received += len(await loop.sock_recv(b, 1 << 20))
    await resumed.wait()
    print(received, transport.get_write_buffer_size())
    transport.close()
    await asyncio.sleep(0)
    b.close()


asyncio.run(main())
# expect:
# (16384, 65536)
# (250, 1000)
# (100, 400)
# high (1) must be >= low (2) must be >= 0
# high (-1) must be >= low (-1) must be >= 0
# high (5) must be >= low (-1) must be >= 0
# pause
# True
# resume
# 2000000 0
