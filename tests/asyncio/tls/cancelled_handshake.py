# Cancelled while the handshake waits: the connection is closed, nothing is left.
import asyncio
from _tls import client_context, run


async def main():
    ended = asyncio.Event()

    async def silent(reader, writer):
        while await reader.read(1000):
            pass
        ended.set()
        writer.close()

    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    task = asyncio.create_task(
        asyncio.open_connection("127.0.0.1", port, ssl=client_context(), server_hostname="localhost")
    )
    await asyncio.sleep(0.05)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("cancelled")  # expect: cancelled
    await ended.wait()
    print("the server saw the end")  # expect: the server saw the end
    server.close()
    await server.wait_closed()


run(main)
