# Both sides begin in the clear and then turn to TLS.
import asyncio
from _tls import client_context, run, server_context


async def serve(reader, writer):
    print("server:", await reader.readline())  # expect: server: b'STARTTLS\n'
    writer.write(b"go on\n")
    await writer.start_tls(server_context())
    print("server:", await reader.readline())
    writer.write(b"secret answer\n")
    await writer.drain()
    writer.close()


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"STARTTLS\n")
    print(await reader.readline())  # expect: b'go on\n'
    await writer.start_tls(client_context(), server_hostname="localhost")
    print(writer.get_extra_info("cipher")[1])  # expect: TLSv1.3
    writer.write(b"secret question\n")
    print(await reader.readline())
    # expect: server: b'secret question\n'
    # expect: b'secret answer\n'
    print(await reader.read())  # expect: b''
    writer.close()
    await writer.wait_closed()
    server.close()
    await server.wait_closed()


run(main)
