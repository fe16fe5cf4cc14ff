import asyncio
import socket


async def attempt(coroutine):
    try:
        await coroutine
    except Exception as e:
        print(type(e).__name__, e)


async def main():
    loop = asyncio.get_running_loop()
    P = asyncio.Protocol
    await attempt(loop.create_server(P))
    await attempt(loop.create_server(P, "127.0.0.1", 0, ssl=True))
    await attempt(loop.create_server(P, "127.0.0.1", 0, ssl_handshake_timeout=5))
    await attempt(loop.create_server(P, "127.0.0.1", 0, ssl_shutdown_timeout=5))
    with socket.socket() as sock, socket.socket(type=socket.SOCK_DGRAM) as datagrams:
        await attempt(loop.create_server(P, "127.0.0.1", 0, sock=sock))
        try:
            await loop.create_server(P, sock=datagrams)
        except ValueError as e:
            print(str(e).startswith("A Stream Socket was expected, got <socket.socket fd="))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        try:
            await loop.create_server(P, "127.0.0.1", port)
        except OSError as e:
            print(type(e).__name__, e.errno, str(e).replace(str(port), "PORT"))
    await attempt(loop.create_server(P, "203.0.113.1", 1))
    await attempt(loop.create_unix_server(P))
    await attempt(loop.create_unix_server(P, "/nowhere/at/all"))
    await attempt(loop.create_unix_connection(P, "/nowhere/at/all"))
    await attempt(loop.create_unix_connection(P))


asyncio.run(main())
# expect:
# ValueError Neither host/port nor sock were specified
# TypeError ssl argument must be an SSLContext or None
# ValueError ssl_handshake_timeout is only meaningful with ssl
# ValueError ssl_shutdown_timeout is only meaningful with ssl
# ValueError host/port and sock can not be specified at the same time
# True
# OSError 98 [Errno 98] error while attempting to bind on address ('127.0.0.1', PORT): [errno 98] address already in use
# OSError could not bind on any address out of [('203.0.113.1', 1)]
# ValueError path was not specified, and no sock specified
# FileNotFoundError [Errno 2] No such file or directory
# FileNotFoundError [Errno 2] No such file or directory
# ValueError no path and sock were specified
