import asyncio

accepted = []


class Server(asyncio.Protocol):
    def connection_made(self, transport):
        accepted.append(transport)


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Server, "127.0.0.1", 0)
    address = server.sockets[0].getsockname()
    transport, _ = await loop.create_connection(asyncio.Protocol, *address)
    while not accepted:
        await asyncio.sleep(0)
    (far,) = accepted
    print(transport.get_extra_info("peername") == address)
    print(transport.get_extra_info("sockname") == far.get_extra_info("peername"))
    print(far.get_extra_info("sockname") == address)
    for each in (transport, far):
        sock = each.get_extra_info("socket")
        print(type(sock).__name__, sock.family.name, sock.type.name, sock is each.get_extra_info("socket"))
    print(transport.get_extra_info("nothing"), transport.get_extra_info("nothing", 5))
    transport.close()
    far.close()
    server.close()
    await server.wait_closed()
    # What was known stays known.
    print(far.get_extra_info("sockname") == address)


asyncio.run(main())
# expect:
# True
# True
# True
# TransportSocket AF_INET SOCK_STREAM True
# TransportSocket AF_INET SOCK_STREAM True
# None 5
# True
