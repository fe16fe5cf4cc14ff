import asyncio
from unittest import mock

async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: print(context["message"], repr(context["exception"]),
                                                           context["transport"] is transport))
    async def good(reader, writer):
        print("good got", await reader.readline(), writer.transport is transport)

    async def bad(reader, writer):
        raise ValueError("bad")

    async def endless(reader, writer):
        await reader.read()

    def plain(reader, writer):
        print("plain", type(reader).__name__, type(writer).__name__)

    for handler in (good, bad, endless, plain):
        transport = mock.Mock()
        transport.get_extra_info.return_value = None
        reader = asyncio.StreamReader()
        protocol = asyncio.StreamReaderProtocol(reader, handler)
        protocol.connection_made(transport)
        task = protocol._task
        await asyncio.sleep(0)
        if handler is endless:
            task.cancel()
        protocol.data_received(b"line\n")
        await asyncio.sleep(0.001)
        print(handler.__name__, task is None or task.done(), transport.close.called)

asyncio.run(main())

# expect:
# good got b'line\n' True
# good True False
# Unhandled exception in client_connected_cb ValueError('bad') True
# bad True True
# endless True True
# plain StreamReader StreamWriter
# plain True False
