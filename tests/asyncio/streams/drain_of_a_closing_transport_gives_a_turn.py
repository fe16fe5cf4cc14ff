import asyncio
from unittest import mock

async def main():
    loop = asyncio.get_running_loop()
    protocol = asyncio.StreamReaderProtocol(None)
    transport = mock.Mock()
    transport.is_closing.return_value = True
    writer = asyncio.StreamWriter(transport, protocol, None, loop)
    loop.call_soon(print, "a turn")
    await writer.drain()
    print("drained")
    loop.call_soon(protocol.connection_lost, None)
    try:
        await writer.drain()
    except ConnectionResetError as e:
        print(e)

asyncio.run(main())

# expect:
# a turn
# drained
# Connection lost
