import asyncio
from unittest import mock

async def main():
    reader = asyncio.StreamReader()
    protocol = asyncio.StreamReaderProtocol(reader)
    transport = mock.Mock()
    transport.get_extra_info.return_value = None
    transport.is_closing.return_value = True
    protocol.connection_made(transport)
    writer = asyncio.StreamWriter(transport, protocol, reader, asyncio.get_running_loop())
    error = ConnectionResetError("by peer")
    protocol.connection_lost(error)
    for wait in (writer.drain(), reader.read(1), writer.wait_closed()):
        try:
            await wait
        except ConnectionResetError as e:
            print(e is error, e)

asyncio.run(main())

# expect:
# True by peer
# True by peer
# True by peer
