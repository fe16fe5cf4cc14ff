# A transport that nobody closed is spoken of.
import asyncio
import gc
import warnings
from _tls import client_context, server_context

warnings.simplefilter("always")


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(asyncio.Protocol, "127.0.0.1", 0, ssl=server_context())
    port = server.sockets[0].getsockname()[1]
    transport, protocol = await loop.create_connection(
        asyncio.Protocol, "127.0.0.1", port, ssl=client_context(), server_hostname="localhost"
    )
    print(transport.get_write_buffer_limits())  # expect: (131072, 524288)
    transport.set_write_buffer_limits(high=1000)
    print(transport.get_write_buffer_limits())  # expect: (250, 1000)
    try:
        transport.set_write_buffer_limits(high=1, low=2)
    except ValueError as e:
        print(e)  # expect: high (1) must be >= low (2) must be >= 0
    try:
        transport.write("text")
    except TypeError as e:
        print(e)  # expect: data: expecting a bytes-like instance, got str
    transport.abort()
    transport.abort()
    for _ in range(7):
        transport.write(b"late")
    server.close()


asyncio.run(main())
# expect stderr: SSL connection is closed
