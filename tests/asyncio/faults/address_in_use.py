import asyncio
import os
import tempfile
import _watch

def handler(reader, writer):
    pass

async def main():
    async with await asyncio.start_server(handler, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        try:
            await asyncio.start_server(handler, "127.0.0.1", port)
        except OSError as e:
            print(type(e).__name__, e.errno, e.strerror.replace(str(port), "PORT"))
    # Free again.
    async with await asyncio.start_server(handler, "127.0.0.1", port):
        print("bound")
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "file")
        open(path, "w").close()
        try:
            await asyncio.start_unix_server(handler, path)
        except OSError as e:
            print(type(e).__name__, e.errno, e.strerror.replace(folder, "FOLDER"))
        try:
            await asyncio.start_unix_server(handler, os.path.join(folder, "missing", "socket"))
        except OSError as e:
            print(type(e).__name__, e.errno, e.strerror)

_watch.run(main)

# expect:
# OSError 98 error while attempting to bind on address ('127.0.0.1', PORT): [errno 98] address already in use
# bound
# OSError 98 Address 'FOLDER/file' is already in use
# FileNotFoundError 2 No such file or directory
