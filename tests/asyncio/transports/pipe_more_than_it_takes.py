import asyncio
import os


class Reader(asyncio.Protocol):
    def __init__(self):
        self.size = 0
        self.lost = asyncio.get_running_loop().create_future()

    def data_received(self, data):
        self.size += len(data)

    def connection_lost(self, exc):
        self.lost.set_result(exc)


class Writer(asyncio.BaseProtocol):
    def pause_writing(self):
        print("pause")

    def resume_writing(self):
        print("resume")


async def main():
    loop = asyncio.get_running_loop()
    read, write = os.pipe()
    _, reader = await loop.connect_read_pipe(Reader, os.fdopen(read, "rb", 0))
    writing, _ = await loop.connect_write_pipe(Writer, os.fdopen(write, "wb", 0))
    writing.write(b"x" * 1_000_000)
    print(writing.get_write_buffer_size() > 800_000)
    print(writing.get_write_buffer_limits())
    writing.close()
    await reader.lost
    print(reader.size)


asyncio.run(main())
# expect:
# pause
# True
# (16384, 65536)
# resume
# 1000000
