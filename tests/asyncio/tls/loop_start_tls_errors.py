# What loop.start_tls() refuses, and a handshake that fails.
import asyncio
import ssl
from _tls import client_context, run, server_context


async def main():
    loop = asyncio.get_running_loop()

    async def hang_up(reader, writer):
        await reader.read(10)
        writer.close()

    server = await asyncio.start_server(hang_up, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    transport, protocol = await loop.create_connection(asyncio.Protocol, "127.0.0.1", port)
    for args in ((transport, protocol, None), (object(), protocol, client_context())):
        try:
            await loop.start_tls(*args)
        except TypeError as e:
            print(str(e).split(" <object")[0])
    # expect: sslcontext is expected to be an instance of ssl.SSLContext, got None
    # expect: transport
    try:
        await loop.start_tls(transport, protocol, client_context(), server_hostname="localhost")
    except ConnectionResetError as e:
        print("ConnectionResetError" + str(e))  # expect: ConnectionResetError
    print(transport.is_closing())  # expect: True
    try:
        await loop.create_connection(asyncio.Protocol, "127.0.0.1", port, ssl=True, ssl_handshake_timeout=0)
    except ValueError as e:
        print(e)  # expect: ssl_handshake_timeout should be a positive number, got 0
    server.close()
    await server.wait_closed()


run(main)
