import asyncio
import _watch

class Protocol(asyncio.Protocol):
    def connection_made(self, transport):
        transport.set_write_buffer_limits(1000)
        transport.write(b"x" * 20_000_000)
        transport.close()

    def pause_writing(self):
        raise ValueError("pause")

    def resume_writing(self):
        raise ValueError("resume")

async def main():
    loop = asyncio.get_running_loop()
    async with await loop.create_server(Protocol, "127.0.0.1", 0) as server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        print(len(await reader.read()))
        writer.close()
        await writer.wait_closed()

_watch.run(main)

# expect:
# reported: protocol.pause_writing() failed | ValueError('pause')
# reported: protocol.resume_writing() failed | ValueError('resume')
# 20000000
