"""An echo server on streams: lines, written back as they come. The client is in compare_io.py."""
import asyncio
import sys

factory = None
if "--uvloop" in sys.argv:
    import uvloop
    factory = uvloop.new_event_loop


async def echo(reader, writer):
    while line := await reader.readline():
        writer.write(line)
        await writer.drain()
    writer.close()


async def main():
    server = await asyncio.start_server(echo, "127.0.0.1", 0, backlog=1000)
    print("port", server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


with asyncio.Runner(loop_factory=factory) as runner:
    try:
        runner.run(main())
    except KeyboardInterrupt:
        pass
