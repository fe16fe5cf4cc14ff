"""As io_echo_server.py, on a transport and a protocol: what streams add to it shows."""
import asyncio
import sys

factory = None
if "--uvloop" in sys.argv:
    import uvloop
    factory = uvloop.new_event_loop


class Echo(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.transport.write(data)


async def main():
    server = await asyncio.get_running_loop().create_server(Echo, "127.0.0.1", 0, backlog=1000)
    print("port", server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


with asyncio.Runner(loop_factory=factory) as runner:
    try:
        runner.run(main())
    except KeyboardInterrupt:
        pass
