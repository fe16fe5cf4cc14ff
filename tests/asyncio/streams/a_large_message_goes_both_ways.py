import asyncio
import hashlib

SIZE = 5_000_000

async def handler(reader, writer):
    data = await reader.readexactly(SIZE)
    writer.write(data)
    await writer.drain()
    writer.write(hashlib.sha256(data).digest())
    writer.close()
    await writer.wait_closed()

async def main():
    async with await asyncio.start_server(handler, "127.0.0.1", 0) as server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        data = bytes(range(250)) * (SIZE // 250)
        writer.writelines([data[:100], bytearray(data[100:1000]), memoryview(data)[1000:]])
        await writer.drain()
        back = await reader.readexactly(SIZE)
        print(back == data, await reader.read() == hashlib.sha256(data).digest())
        writer.close()
        await writer.wait_closed()

asyncio.run(main())

# expect:
# True True
