import asyncio
import socket


async def main():
    loop = asyncio.get_running_loop()
    a, b = socket.socketpair()
    b.setblocking(False)
    transport, _ = await loop.create_connection(asyncio.Protocol, sock=a)
    for bad in ("text", 5, None, [b"x"]):
        try:
            transport.write(bad)
        except TypeError as e:
            print(e)
    transport.write(b"")
    transport.write(bytearray(b"ab"))
    transport.write(memoryview(b"xcdx")[1:3])
    transport.writelines([b"e", bytearray(b"f"), memoryview(b"g")])
    transport.writelines([])
    print(await loop.sock_recv(b, 100))
    transport.close()
    await asyncio.sleep(0)
    b.close()


asyncio.run(main())
# expect:
# data argument must be a bytes-like object, not 'str'
# data argument must be a bytes-like object, not 'int'
# data argument must be a bytes-like object, not 'NoneType'
# data argument must be a bytes-like object, not 'list'
# b'abcdefg'
