import asyncio


class P(asyncio.Protocol):
    def connection_made(self, transport):
        transport.write(b"x" * 10_000_000)
        made.set()

    def connection_lost(self, exc):
        print("lost", exc)


async def main():
    global made
    made = asyncio.Event()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(P, "127.0.0.1", 0)
    client, _ = await loop.create_connection(asyncio.Protocol, *server.sockets[0].getsockname())
    client.pause_reading()
    await made.wait()
    server.close()
    server.abort_clients()
    await server.wait_closed()
    print("closed")
    client.close()


asyncio.run(main())
# expect:
# lost None
# closed
