import asyncio
import socket


async def attempt(coroutine, port=None):
    try:
        await coroutine
    except Exception as e:
        text = str(e)
        print(type(e).__name__, text.replace(str(port), "PORT") if port else text)


async def main():
    loop = asyncio.get_running_loop()
    P = asyncio.Protocol
    await attempt(loop.create_connection(P))
    await attempt(loop.create_connection(P, "127.0.0.1", 1, server_hostname="x"))
    await attempt(loop.create_connection(P, "127.0.0.1", 1, ssl_handshake_timeout=1))
    await attempt(loop.create_connection(P, "127.0.0.1", 1, ssl_shutdown_timeout=1))
    await attempt(loop.create_connection(P, None, 1, ssl=True))
    with socket.socket() as sock:
        await attempt(loop.create_connection(P, "127.0.0.1", 1, sock=sock))
    unused = socket.socket()
    unused.bind(("127.0.0.1", 0))
    port = unused.getsockname()[1]
    # Nobody listens.
    await attempt(loop.create_connection(P, "127.0.0.1", port), port)
    await attempt(loop.create_connection(P, "127.0.0.1", port, local_addr=("203.0.113.1", 0)), port)
    await attempt(loop.create_connection(P, "127.0.0.1", port, happy_eyeballs_delay=0.01), port)
    await attempt(loop.create_connection(P, "127.0.0.1", port, all_errors=True))
    unused.close()
    try:
        await loop.create_connection(P, "nothing.invalid", 80)
    except socket.gaierror as e:
        print(type(e).__name__)


asyncio.run(main())
# expect:
# ValueError host and port was not specified and no sock specified
# ValueError server_hostname is only meaningful with ssl
# ValueError ssl_handshake_timeout is only meaningful with ssl
# ValueError ssl_shutdown_timeout is only meaningful with ssl
# ValueError You must set server_hostname when using ssl without a host
# ValueError host/port and sock can not be specified at the same time
# ConnectionRefusedError [Errno 111] Connect call failed ('127.0.0.1', PORT)
# OSError [Errno 99] error while attempting to bind on address ('203.0.113.1', 0): [errno 99] cannot assign requested address
# ConnectionRefusedError [Errno 111] Connect call failed ('127.0.0.1', PORT)
# ExceptionGroup create_connection failed (1 sub-exception)
# gaierror
