# Plain HTTP at a TLS port, and a plain server asked for TLS: errors at once.
import asyncio
import ssl
from _tls import Server, client_context, run


async def main():
    async with Server() as server:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(b"GET / HTTP/1.0\r\n\r\n")
        try:
            print(await reader.read())
        except ConnectionResetError:
            print(b"")
        # expect: b''
        writer.close()
        # The server goes on.
        reader, writer = await server.connect()
        writer.write(b"hello\n")
        print(await reader.readline())  # expect: b'HELLO\n'
        writer.close()
        await writer.wait_closed()

    async def plain(reader, writer):
        await reader.read(1)
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(plain, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    try:
        await asyncio.open_connection("127.0.0.1", port, ssl=client_context(), server_hostname="localhost")
    except ssl.SSLError as e:
        print(e.reason)  # expect: WRONG_VERSION_NUMBER
    server.close()
    await server.wait_closed()


run(main)
