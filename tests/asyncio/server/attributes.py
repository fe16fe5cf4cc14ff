import asyncio


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(asyncio.Protocol, "127.0.0.1", 0, start_serving=False)
    print(isinstance(server, asyncio.Server), isinstance(server, asyncio.AbstractServer))
    print(server.is_serving(), server.get_loop() is loop)
    await server.start_serving()
    await server.start_serving()
    print(server.is_serving(), len(server.sockets), type(server.sockets[0]).__name__)
    print(server.sockets[0].getsockname()[0])
    server.close()
    server.close()
    print(server.is_serving(), server.sockets, repr(server))
    await server.wait_closed()
    await server.wait_closed()


asyncio.run(main())
# expect:
# True True
# False True
# True 1 TransportSocket
# 127.0.0.1
# False () <Server sockets=()>
