import asyncio
import socket


class Reader(asyncio.Protocol):
    def data_received(self, data):
        print(data)


async def main():
    loop = asyncio.get_running_loop()
    a, b = socket.socketpair()
    transport, _ = await loop.create_connection(Reader, sock=a)
    print(transport.is_reading())
    transport.pause_reading()
    transport.pause_reading()
    print(transport.is_reading())
    b.send(b"one")
    await asyncio.sleep(0.01)
    print("resume")
    transport.resume_reading()
    transport.resume_reading()
    print(transport.is_reading())
    await asyncio.sleep(0.01)
    transport.close()
    print(transport.is_reading())
    transport.pause_reading()
    transport.resume_reading()
    b.close()


asyncio.run(main())
# expect:
# True
# False
# resume
# True
# b'one'
# False
