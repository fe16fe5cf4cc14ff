import asyncio

tasks = []

async def handle(reader, writer):
    writer.write((await reader.readline()).upper())
    writer.close()
    await writer.wait_closed()

def connected(reader, writer):
    print(type(reader).__name__, type(writer).__name__)
    tasks.append(asyncio.create_task(handle(reader, writer)))

async def main():
    server = await asyncio.start_server(connected, host="127.0.0.1", port=0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname(), limit=1000)
    print(reader._limit)
    writer.write(b"line\n")
    print(await reader.read())
    writer.close()
    await writer.wait_closed()
    server.close()
    await server.wait_closed()
    await asyncio.gather(*tasks)

asyncio.run(main())

# expect:
# StreamReader StreamWriter
# 1000
# b'LINE\n'
