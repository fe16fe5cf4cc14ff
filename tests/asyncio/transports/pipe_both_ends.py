import asyncio
import os


class Reader(asyncio.Protocol):
    def __init__(self):
        self.lost = asyncio.get_running_loop().create_future()

    def connection_made(self, transport):
        print("made", transport.is_reading())

    def data_received(self, data):
        print(data)

    def eof_received(self):
        print("eof")

    def connection_lost(self, exc):
        self.lost.set_result(exc)


async def main():
    loop = asyncio.get_running_loop()
    read, write = os.pipe()
    reading, protocol = await loop.connect_read_pipe(Reader, os.fdopen(read, "rb", 0))
    writing, _ = await loop.connect_write_pipe(asyncio.BaseProtocol, os.fdopen(write, "wb", 0))
    print(isinstance(reading, asyncio.ReadTransport), isinstance(writing, asyncio.WriteTransport))
    writing.write(b"one")
    writing.writelines([b"two", bytearray(b"three")])
    writing.close()
    print(await protocol.lost)
    print(reading.is_closing(), writing.is_closing())


asyncio.run(main())
# expect:
# made True
# True True
# b'onetwothree'
# eof
# None
# True True
