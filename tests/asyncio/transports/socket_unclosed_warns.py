import asyncio
import gc
import re
import socket
import warnings

warnings.simplefilter("always")


def show(message, category, *args):
    text = re.sub(r"fd=\d+", "fd=N", str(message))
    if "transport" in text:
        print(category.__name__, text)


warnings.showwarning = show


async def main():
    loop = asyncio.get_running_loop()
    a, b = socket.socketpair()
    transport, _ = await loop.create_connection(asyncio.Protocol, sock=a)
    # While it is read the loop has it.
    transport.pause_reading()
    del transport, _, a
    gc.collect()
    b.setblocking(False)
    print(await loop.sock_recv(b, 10))
    b.close()


asyncio.run(main())
# expect:
# ResourceWarning unclosed transport <_SelectorSocketTransport fd=N read=idle write=<idle, bufsize=0>>
# b''
