import asyncio
import os
import socket
import tempfile
import _watch

async def attempt(connecting, port=0):
    try:
        await connecting
    except OSError as e:
        print(type(e).__name__, e.errno, str(e).replace(str(port), "PORT"))

async def main():
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port = sock.getsockname()[1]
        await attempt(asyncio.open_connection("127.0.0.1", port), port)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "socket")
        await attempt(asyncio.open_unix_connection(path))
        with socket.socket(socket.AF_UNIX) as sock:
            sock.bind(path)
            await attempt(asyncio.open_unix_connection(path))

_watch.run(main)

# expect:
# ConnectionRefusedError 111 [Errno 111] Connect call failed ('127.0.0.1', PORT)
# FileNotFoundError 2 [Errno 2] No such file or directory
# ConnectionRefusedError 111 [Errno 111] Connection refused
