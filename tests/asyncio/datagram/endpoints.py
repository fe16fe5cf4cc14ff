import asyncio


class Echo(asyncio.DatagramProtocol):
    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, addr):
        print("server", data, addr[0])
        self.transport.sendto(data.upper(), addr)


class Client(asyncio.DatagramProtocol):
    def __init__(self):
        self.data = asyncio.Queue()
        self.lost = asyncio.get_running_loop().create_future()

    def datagram_received(self, data, addr):
        self.data.put_nowait((data, addr))

    def connection_lost(self, exc):
        self.lost.set_result(exc)


async def main():
    loop = asyncio.get_running_loop()
    server, _ = await loop.create_datagram_endpoint(Echo, local_addr=("127.0.0.1", 0))
    address = server.get_extra_info("sockname")
    print(type(server).__name__, isinstance(server, asyncio.DatagramTransport), server.get_extra_info("peername"))
    client, protocol = await loop.create_datagram_endpoint(Client, remote_addr=address)
    print(client.get_extra_info("peername") == address)
    client.sendto(b"one")
    print((await protocol.data.get()) == (b"ONE", address))
    client.sendto(bytearray(b"two"), address)
    print((await protocol.data.get())[0])
    client.sendto(b"")
    print((await protocol.data.get())[0])
    try:
        client.sendto(b"x", ("127.0.0.1", 1))
    except ValueError as e:
        print(str(e).startswith("Invalid address: must be None or ('127.0.0.1',"))
    try:
        client.sendto("text")
    except TypeError as e:
        print(e)
    print(client.get_write_buffer_size())
    client.close()
    server.close()
    print(await protocol.lost, client.is_closing())


asyncio.run(main())
# expect:
# _SelectorDatagramTransport True None
# True
# server b'one' 127.0.0.1
# True
# server b'two' 127.0.0.1
# b'TWO'
# server b'' 127.0.0.1
# b''
# True
# data argument must be a bytes-like object, not 'str'
# 0
# None True
