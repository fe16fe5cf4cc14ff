import asyncio
import re
import socket


async def main():
    loop = asyncio.get_running_loop()
    a, b = socket.socketpair()
    transport, _ = await loop.create_connection(asyncio.Protocol, sock=a)

    def attempt(call, *args):
        try:
            call(*args)
        except RuntimeError as e:
            print(re.sub(r"fd=\d+|descriptor \d+", "N", str(e)))

    fd = transport.get_extra_info("socket").fileno()
    attempt(loop.add_reader, fd, print)
    attempt(loop.add_writer, fd, print)
    attempt(loop.remove_reader, fd)
    attempt(loop.remove_writer, fd)
    transport.close()
    # A closing one lets go of it.
    print(loop.remove_reader(fd))
    await asyncio.sleep(0)
    b.close()


asyncio.run(main())
# expect:
# File N is used by transport <_SelectorSocketTransport N read=polling write=<idle, bufsize=0>>
# File N is used by transport <_SelectorSocketTransport N read=polling write=<idle, bufsize=0>>
# File N is used by transport <_SelectorSocketTransport N read=polling write=<idle, bufsize=0>>
# File N is used by transport <_SelectorSocketTransport N read=polling write=<idle, bufsize=0>>
# False
