import asyncio
import _watch

drained = []

async def handler(reader, writer):
    for i in range(100):
        writer.write(b"x" * 100_000)
        await writer.drain()
        drained.append(i)
    writer.close()
    await writer.wait_closed()

async def main():
    async with await asyncio.start_server(handler, "127.0.0.1", 0) as server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname(), limit=1000)
        await asyncio.sleep(0.05)
        print("held back:", len(drained) < 100)
        print(len(await reader.read()), len(drained))
        writer.close()
        await writer.wait_closed()

_watch.run(main)

# expect:
# held back: True
# 10000000 100
