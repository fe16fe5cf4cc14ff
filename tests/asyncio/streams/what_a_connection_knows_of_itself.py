import asyncio

async def handler(reader, writer):
    client = writer.get_extra_info("peername")
    writer.write(repr(client).encode())
    writer.close()
    await writer.wait_closed()

async def main():
    async with await asyncio.start_server(handler, "127.0.0.1", 0) as server:
        address = server.sockets[0].getsockname()
        reader, writer = await asyncio.open_connection(*address)
        print(writer.get_extra_info("peername") == address)
        mine = writer.get_extra_info("sockname")
        print((await reader.read()).decode() == repr(mine))
        print(writer.get_extra_info("socket").fileno() > 2)
        print(writer.get_extra_info("nothing"), writer.get_extra_info("nothing", "else"))
        print(writer.get_extra_info("sslcontext"))
        print(writer.transport.get_protocol() is writer._protocol)
        writer.close()
        await writer.wait_closed()

asyncio.run(main())

# expect:
# True
# True
# True
# None else
# None
# True
