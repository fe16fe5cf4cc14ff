import asyncio
import logging
import _watch

class Show(logging.Handler):
    def emit(self, record):
        print(record.levelname, record.getMessage())

logging.getLogger("asyncio").addHandler(Show())
logging.getLogger("asyncio").propagate = False

async def handler(reader, writer):
    writer.transport.abort()

async def main():
    async with await asyncio.start_server(handler, "127.0.0.1", 0) as server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        print(await reader.read())
        writer.close()
        await writer.wait_closed()
        for _ in range(7):
            writer.write(b"data")

_watch.run(main)

# expect:
# b''
# WARNING socket.send() raised exception.
# WARNING socket.send() raised exception.
# WARNING socket.send() raised exception.
