import asyncio
import _watch

async def handler(reader, writer):
    async for line in reader:
        writer.write(line)
        await writer.drain()
    writer.close()

async def client(address):
    for _ in range(20):
        reader, writer = await asyncio.open_connection(*address)
        writer.write(b"line\n")
        assert await reader.readline() == b"line\n"
        writer.close()
        await writer.wait_closed()

async def main():
    async with await asyncio.start_server(handler, "127.0.0.1", 0) as server:
        await asyncio.gather(*[client(server.sockets[0].getsockname()) for _ in range(10)])
        await _watch.settled()
        print(len(asyncio.all_tasks()))

_watch.run(main)

# expect:
# 1
