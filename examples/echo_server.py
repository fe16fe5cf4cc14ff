"""A server that sends every line back, and a client that talks to it."""
import asyncio


async def echo(reader, writer):
    async for line in reader:
        print("server:", line.decode().rstrip())
        writer.write(line)
        await writer.drain()
    writer.close()
    await writer.wait_closed()


async def client(host, port):
    reader, writer = await asyncio.open_connection(host, port)
    for text in ("hello", "is anybody there?", "bye"):
        writer.write(f"{text}\n".encode())
        await writer.drain()
        answer = await reader.readline()
        print("client:", answer.decode().rstrip())
    writer.close()
    await writer.wait_closed()


async def main():
    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    async with server:
        await client(*server.sockets[0].getsockname())


asyncio.run(main())

# expect:
# server: hello
# client: hello
# server: is anybody there?
# client: is anybody there?
# server: bye
# client: bye
