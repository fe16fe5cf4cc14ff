import asyncio
import socket


async def main():
    loop = asyncio.get_running_loop()
    infos = await loop.getaddrinfo("127.0.0.1", 80, type=socket.SOCK_STREAM)
    print(infos[0][4], infos[0][1] == socket.SOCK_STREAM)
    print(await loop.getnameinfo(("127.0.0.1", 80), socket.NI_NUMERICHOST | socket.NI_NUMERICSERV))
    try:
        await loop.getaddrinfo("nothing.invalid", 80)
    except socket.gaierror as e:
        print(type(e).__name__)


asyncio.run(main())
# expect:
# ('127.0.0.1', 80) True
# ('127.0.0.1', '80')
# gaierror
