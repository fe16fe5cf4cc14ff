# Megabytes both ways, with flow control at each end.
import asyncio
import hashlib
from _tls import Server, run

SIZE = 3_000_000


async def serve(reader, writer):
    data = await reader.readexactly(SIZE)
    for at in range(0, SIZE, 100_000):
        writer.write(data[at : at + 100_000])
        await writer.drain()
    writer.close()


async def main():
    data = hashlib.shake_128(b"seed").digest(SIZE)
    async with Server(serve) as server:
        reader, writer = await server.connect()
        writer.write(data)
        await writer.drain()
        await asyncio.sleep(0.01)
        parts = []
        while part := await reader.read(65536):
            parts.append(part)
        print(b"".join(parts) == data)  # expect: True
        writer.close()
        await writer.wait_closed()


run(main)
