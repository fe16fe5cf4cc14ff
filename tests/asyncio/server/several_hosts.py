import asyncio


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(asyncio.Protocol, ["127.0.0.1", "127.0.0.2", "127.0.0.1"], 0)
    print(sorted(s.getsockname()[0] for s in server.sockets))
    for sock in server.sockets:
        transport, _ = await loop.create_connection(asyncio.Protocol, *sock.getsockname())
        transport.close()
    server.close()
    await server.wait_closed()
    for port in (None, 0):
        server = await loop.create_server(asyncio.Protocol, "localhost", port, reuse_port=True, keep_alive=True)
        print(len(server.sockets) > 0)
        server.close()


asyncio.run(main())
# expect:
# ['127.0.0.1', '127.0.0.2']
# True
# True
