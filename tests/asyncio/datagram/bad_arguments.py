import asyncio
import socket


async def attempt(**options):
    try:
        await asyncio.get_running_loop().create_datagram_endpoint(asyncio.DatagramProtocol, **options)
    except Exception as e:
        print(type(e).__name__, e)


async def main():
    await attempt()
    await attempt(local_addr="text")
    await attempt(local_addr=("127.0.0.1", 0, 0))
    await attempt(local_addr=("127.0.0.1", 0), remote_addr=("::1", 1))
    await attempt(local_addr=5, family=socket.AF_UNIX)
    with socket.socket(type=socket.SOCK_DGRAM) as sock:
        await attempt(sock=sock, local_addr=("127.0.0.1", 0), allow_broadcast=True)
    await attempt(local_addr=("203.0.113.1", 0))


asyncio.run(main())
# expect:
# ValueError unexpected address family
# TypeError 2-tuple is expected
# TypeError 2-tuple is expected
# ValueError can not get address information
# TypeError string is expected
# ValueError socket modifier keyword arguments can not be used when sock is specified. (local_addr=('127.0.0.1', 0), allow_broadcast=True)
# OSError [Errno 99] Cannot assign requested address
