# The peer goes away without TLS's farewell: the reader sees the end.
import asyncio
from _tls import Server, run


async def main():
    gone = asyncio.get_running_loop().create_future()

    async def serve(reader, writer):
        try:
            gone.set_result(await reader.read())
        except OSError as e:
            gone.set_result(type(e))
        writer.close()

    async with Server(serve) as server:
        reader, writer = await server.connect()
        writer.transport.abort()
        print(await gone in (b"", ConnectionResetError))  # expect: True
        try:
            await writer.wait_closed()
        except OSError:
            pass
        print(await reader.read())  # expect: b''


run(main)
