import asyncio
import _watch

async def handler(reader, writer):
    try:
        writer.write(b"here\n")
        await reader.read()
    finally:
        print("cancelled with", asyncio.current_task().cancelling())
        writer.close()

async def main():
    server = await asyncio.start_server(handler, "127.0.0.1", 0)
    pairs = [await asyncio.open_connection(*server.sockets[0].getsockname()) for _ in range(3)]
    for reader, writer in pairs:
        print(await reader.readline())

before = _watch.descriptors()
asyncio.run(main())
print(_watch.descriptors() - before)

# expect:
# b'here\n'
# b'here\n'
# b'here\n'
# cancelled with 1
# cancelled with 1
# cancelled with 1
# 0
