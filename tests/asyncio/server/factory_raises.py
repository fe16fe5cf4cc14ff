import asyncio
import socket
import warnings

warnings.simplefilter("ignore")


def factory():
    print("factory")
    raise ValueError("no protocol")


async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: print("handler", context["message"], repr(context["exception"])))
    server = await loop.create_server(factory, "127.0.0.1", 0)
    for debug in (False, True):
        loop.set_debug(debug)
        with socket.socket() as sock:
            sock.setblocking(False)
            await loop.sock_connect(sock, server.sockets[0].getsockname())
            await asyncio.sleep(0.01)
    loop.set_debug(False)
    print(server.is_serving())
    server.close()
    await server.wait_closed()


asyncio.run(main())
# expect:
# factory
# factory
# handler Error on transport creation for incoming connection ValueError('no protocol')
# True
