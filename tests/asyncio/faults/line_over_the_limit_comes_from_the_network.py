import asyncio
import _watch

async def handler(reader, writer):
    for _ in range(2):
        try:
            line = await reader.readline()
        except ValueError as e:
            print(e)
            writer.write(b"too long\n")
        else:
            writer.write(line)
    writer.close()
    await writer.wait_closed()

async def main():
    async with await asyncio.start_server(handler, "127.0.0.1", 0, limit=100) as server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        writer.write(b"x" * 150 + b"\n")
        print(await reader.readline())
        writer.write(b"short\n")
        print(await reader.read())
        writer.close()
        await writer.wait_closed()

_watch.run(main)

# expect:
# Separator is found, but chunk is longer than limit
# b'too long\n'
# b'short\n'
