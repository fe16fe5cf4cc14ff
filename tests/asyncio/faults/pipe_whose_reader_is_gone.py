import asyncio
import os
import _watch

class Protocol(asyncio.BaseProtocol):
    def __init__(self):
        self.lost = asyncio.get_running_loop().create_future()

    def connection_lost(self, exc):
        self.lost.set_result(exc)

async def main():
    loop = asyncio.get_running_loop()
    r, w = os.pipe()
    transport, protocol = await loop.connect_write_pipe(Protocol, open(w, "wb", buffering=0))
    transport.write(b"more than the pipe holds" * 100_000)
    os.close(r)
    print(repr(await protocol.lost))
    transport.write(b"for nobody")

_watch.run(main)

# expect:
# BrokenPipeError()
