import asyncio
import socket


async def main():
    loop = asyncio.get_running_loop()
    # A backlog that is full: further connections wait.
    listening = socket.create_server(("127.0.0.1", 0), backlog=0)
    address = listening.getsockname()
    others = []
    for _ in range(3):
        sock = socket.socket()
        sock.setblocking(False)
        try:
            sock.connect(address)
        except BlockingIOError:
            pass
        others.append(sock)
    await asyncio.sleep(0.01)
    try:
        async with asyncio.timeout(0.02):
            await loop.create_connection(asyncio.Protocol, *address)
    except TimeoutError:
        print("timeout")
    for sock in others:
        sock.close()
    listening.close()


asyncio.run(main())
# expect:
# timeout
