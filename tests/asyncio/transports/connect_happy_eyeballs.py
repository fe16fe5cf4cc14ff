import asyncio
import socket


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(asyncio.Protocol, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]

    async def resolve(host, port, *, family=0, type=0, proto=0, flags=0):
        print(host, type == socket.SOCK_STREAM)
        make = lambda address: (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))
        # The first refuses, the second answers.
        return [make("127.0.0.9"), make("127.0.0.1")]

    loop.getaddrinfo = resolve
    for delay in (None, 0.05):
        transport, _ = await loop.create_connection(asyncio.Protocol, "a.name", port, happy_eyeballs_delay=delay)
        print(transport.get_extra_info("peername")[0])
        transport.close()
    server.close()


asyncio.run(main())
# expect:
# a.name True
# 127.0.0.1
# a.name True
# 127.0.0.1
