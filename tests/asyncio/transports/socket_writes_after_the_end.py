import asyncio
import logging
import socket

logging.basicConfig(format="%(levelname)s %(message)s", stream=__import__("sys").stdout)


async def main():
    loop = asyncio.get_running_loop()
    a, b = socket.socketpair()
    transport, _ = await loop.create_connection(asyncio.Protocol, sock=a)
    transport.abort()
    for i in range(7):
        print(i)
        transport.write(b"late")
    await asyncio.sleep(0)
    b.close()


asyncio.run(main())
# expect:
# 0
# 1
# 2
# 3
# 4
# WARNING socket.send() raised exception.
# 5
# WARNING socket.send() raised exception.
# 6
# WARNING socket.send() raised exception.
