import asyncio
from unittest import mock

async def main():
    protocol = asyncio.StreamReaderProtocol(None)
    writer = asyncio.StreamWriter(mock.Mock(), protocol, None, asyncio.get_running_loop())
    task = asyncio.create_task(writer.wait_closed())
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("cancelled")
    # The end of the connection finds the future done.
    protocol.connection_lost(None)
    print(protocol._closed.cancelled())

asyncio.run(main())

# expect:
# cancelled
# True
