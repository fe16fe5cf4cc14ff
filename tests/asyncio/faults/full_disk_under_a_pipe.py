import asyncio
import _watch

class Protocol(asyncio.BaseProtocol):
    def __init__(self):
        self.lost = asyncio.get_running_loop().create_future()

    def connection_lost(self, exc):
        self.lost.set_result(exc)

async def main():
    loop = asyncio.get_running_loop()
    full = open("/dev/full", "wb", buffering=0)
    transport, protocol = await loop.connect_write_pipe(Protocol, full)
    transport.write(b"data")
    print(repr(await protocol.lost))
    print(transport.is_closing(), full.closed)

_watch.run(main)

# expect:
# OSError(28, 'No space left on device')
# True True
