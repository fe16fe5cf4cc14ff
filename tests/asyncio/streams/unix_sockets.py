import asyncio
import os
import tempfile

async def handler(reader, writer):
    print("server:", repr(writer.get_extra_info("peername")), writer.get_extra_info("sockname") == path)
    async for line in reader:
        writer.write(line[::-1])
    writer.close()

async def main():
    async with await asyncio.start_unix_server(handler, path) as server:
        print(len(server.sockets))
        reader, writer = await asyncio.open_unix_connection(path)
        print("client:", writer.get_extra_info("peername") == path)
        writer.write(b"\nabc")
        writer.write_eof()
        print(await reader.read())
        writer.close()
        await writer.wait_closed()

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "socket")
    asyncio.run(main())
    print(os.listdir(folder))

# expect:
# 1
# client: True
# server: '' True
# b'\ncba'
# []
