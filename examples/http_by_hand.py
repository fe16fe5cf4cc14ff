"""HTTP without a library: a page for every path, and several requests at once."""
import asyncio


async def respond(reader, writer):
    head = await reader.readuntil(b"\r\n\r\n")
    method, path, _ = head.decode().split(" ", 2)
    body = f"You asked for {path}.\n".encode()
    status = "200 OK" if method == "GET" else "405 Method Not Allowed"
    writer.writelines([
        f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode(),
        body,
    ])
    await writer.drain()
    writer.close()


async def fetch(address, path):
    reader, writer = await asyncio.open_connection(*address)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
    status = (await reader.readline()).decode().strip()
    length = 0
    while (line := await reader.readline()) != b"\r\n":
        name, _, value = line.decode().partition(":")
        if name == "Content-Length":
            length = int(value)
    body = await reader.readexactly(length)
    writer.close()
    await writer.wait_closed()
    return status, body


async def main():
    async with await asyncio.start_server(respond, "127.0.0.1", 0) as server:
        address = server.sockets[0].getsockname()
        for status, body in await asyncio.gather(*[fetch(address, path) for path in ("/", "/about", "/contact")]):
            print(status, body)


asyncio.run(main())

# expect:
# HTTP/1.1 200 OK b'You asked for /.\n'
# HTTP/1.1 200 OK b'You asked for /about.\n'
# HTTP/1.1 200 OK b'You asked for /contact.\n'
