import asyncio

accepted = []


class P(asyncio.Protocol):
    def connection_made(self, transport):
        accepted.append(transport)

    def connection_lost(self, exc):
        print("lost")


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(P, "127.0.0.1", 0)
    address = server.sockets[0].getsockname()
    client, _ = await loop.create_connection(asyncio.Protocol, *address)
    waiter = asyncio.create_task(server.wait_closed())
    while not accepted:
        await asyncio.sleep(0)
    print("open", waiter.done())
    server.close()
    await asyncio.sleep(0.01)
    print("connected", waiter.done())
    try:
        await loop.create_connection(asyncio.Protocol, *address)
    except ConnectionRefusedError as e:
        print(type(e).__name__)
    server.close_clients()
    await waiter
    print("closed")
    client.close()


asyncio.run(main())
# expect:
# open False
# connected False
# ConnectionRefusedError
# lost
# closed
