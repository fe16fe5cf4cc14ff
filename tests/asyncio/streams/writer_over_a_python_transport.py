import asyncio

class Transport(asyncio.Transport):
    def __init__(self):
        super().__init__({"peername": "somewhere"})
        self.closing = False

    def write(self, data):
        print("write", data)

    def writelines(self, data):
        print("writelines", list(data))

    def write_eof(self):
        print("write_eof")

    def can_write_eof(self):
        return True

    def is_closing(self):
        return self.closing

    def close(self):
        self.closing = True
        print("close")

    def __repr__(self):
        return "<T>"

async def main():
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    protocol = asyncio.StreamReaderProtocol(reader)
    transport = Transport()
    protocol.connection_made(transport)
    writer = asyncio.StreamWriter(transport, protocol, reader, loop)
    print(writer, writer.transport is transport)
    writer.write(b"data")
    writer.writelines([b"a", b"b"])
    writer.write_eof()
    print(writer.can_write_eof(), writer.is_closing())
    print(writer.get_extra_info("peername"), writer.get_extra_info("other"), writer.get_extra_info("other", 1))
    await writer.drain()
    protocol.data_received(b"incoming")
    print(protocol.eof_received())
    print(await reader.read())
    writer.close()
    print(writer.is_closing())
    loop.call_soon(protocol.connection_lost, None)
    await writer.wait_closed()
    await writer.wait_closed()
    try:
        await writer.drain()
    except ConnectionResetError as e:
        print(e)

asyncio.run(main())

# expect:
# <StreamWriter transport=<T> reader=<StreamReader transport=<T>>> True
# write b'data'
# writelines [b'a', b'b']
# write_eof
# True False
# somewhere None 1
# True
# b'incoming'
# close
# True
# Connection lost
