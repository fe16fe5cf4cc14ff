import asyncio
import gc
import warnings
import _watch

async def handler(reader, writer):
    print(await reader.readline())
    # Both are dropped here, open.

async def main():
    async with await asyncio.start_server(handler, "127.0.0.1", 0) as server:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
            writer.write(b"line\n")
            print(await reader.read())
            writer.close()
            await writer.wait_closed()
            gc.collect()
            for warning in caught:
                print(warning.category.__name__, str(warning.message).split(" transport=")[0])

_watch.run(main)

# expect:
# b'line\n'
# b''
# ResourceWarning unclosed <StreamWriter
