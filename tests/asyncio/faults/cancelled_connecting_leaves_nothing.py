import asyncio
import socket
import _watch

async def main():
    # Full: a connection to it is never completed.
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(0)
        address = listening.getsockname()
        waiting = []
        for _ in range(3):
            sock = socket.socket()
            sock.setblocking(False)
            sock.connect_ex(address)
            waiting.append(sock)
        before = _watch.descriptors()
        try:
            async with asyncio.timeout(0.02):
                await asyncio.open_connection(*address)
        except TimeoutError:
            print("timed out")
        await _watch.settled()
        print(_watch.descriptors() - before)
        for sock in waiting:
            sock.close()

_watch.run(main)

# expect:
# timed out
# 0
