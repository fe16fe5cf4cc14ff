import asyncio
import os
import pathlib
import socket
import tempfile


class Echo(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport
        print(transport.get_extra_info("peername"), transport.get_extra_info("sockname") == path)

    def data_received(self, data):
        self.transport.write(data)


class Client(asyncio.Protocol):
    def __init__(self):
        self.data = asyncio.get_running_loop().create_future()

    def data_received(self, data):
        self.data.set_result(data)


async def main():
    global path
    loop = asyncio.get_running_loop()
    with tempfile.TemporaryDirectory() as directory:
        path = os.path.join(directory, "socket")
        # Of a server that is gone.
        stale = socket.socket(socket.AF_UNIX)
        stale.bind(path)
        stale.close()
        server = await loop.create_unix_server(Echo, pathlib.Path(path))
        transport, client = await loop.create_unix_connection(Client, pathlib.Path(path))
        print(transport.get_extra_info("peername") == path)
        transport.write(b"hello")
        print(await client.data)
        transport.close()
        server.close()
        server.close_clients()
        await server.wait_closed()
        print(os.path.exists(path))
        server = await loop.create_unix_server(Echo, path, cleanup_socket=False)
        server.close()
        print(os.path.exists(path))
        with open(path + "2", "w"):
            pass
        try:
            await loop.create_unix_server(Echo, path + "2")
        except OSError as e:
            print(type(e).__name__, e.errno, "is already in use" in str(e))


asyncio.run(main())
# expect:
# True
#  True
# b'hello'
# False
# True
# OSError 98 True
