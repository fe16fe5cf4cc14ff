# A peer that says nothing: the handshake ends in time.
import asyncio
from _tls import client_context, run


async def main():
    release = asyncio.Event()

    async def silent(reader, writer):
        await release.wait()
        writer.close()

    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    try:
        await asyncio.open_connection(
            "127.0.0.1", port, ssl=client_context(), server_hostname="localhost", ssl_handshake_timeout=0.05
        )
    except ConnectionAbortedError as e:
        print(e)  # expect: SSL handshake is taking longer than 0.05 seconds: aborting the connection
    release.set()
    server.close()
    await server.wait_closed()


run(main)
