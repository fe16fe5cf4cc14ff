import asyncio
import re
import socket


async def main():
    loop = asyncio.get_running_loop()
    a, b = socket.socketpair()

    def show():
        print(re.sub(r"fd=\d+", "fd=N", repr(transport)))

    transport, _ = await loop.create_connection(asyncio.Protocol, sock=a)
    show()
    transport.pause_reading()
    show()
    transport.close()
    show()
    await asyncio.sleep(0)
    show()
    b.close()


asyncio.run(main())
# expect:
# <_SelectorSocketTransport fd=N read=polling write=<idle, bufsize=0>>
# <_SelectorSocketTransport fd=N read=idle write=<idle, bufsize=0>>
# <_SelectorSocketTransport closing fd=N read=idle write=<idle, bufsize=0>>
# <_SelectorSocketTransport closed fd=N>
