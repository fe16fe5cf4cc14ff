import asyncio
import _watch

def factory():
    print("asked")
    raise ValueError("no protocol today")

def other():
    raise ValueError("none for the client either")

async def main():
    loop = asyncio.get_running_loop()
    async with await loop.create_server(factory, "127.0.0.1", 0) as server:
        address = server.sockets[0].getsockname()
        reader, writer = await asyncio.open_connection(*address)
        print(await reader.read())
        writer.close()
        await writer.wait_closed()
    async with await loop.create_server(asyncio.Protocol, "127.0.0.1", 0) as server:
        address = server.sockets[0].getsockname()
        try:
            await loop.create_connection(other, *address)
        except ValueError as e:
            print(e)

_watch.run(main)

# expect:
# asked
# b''
# none for the client either
