import asyncio
import weakref

async def main():
    reader = asyncio.StreamReader()
    protocol = asyncio.StreamReaderProtocol(reader)
    gone = weakref.ref(reader)
    print(protocol._stream_reader is reader)  # expect: True
    del reader
    print(gone(), protocol._stream_reader)  # expect: None None
    protocol.data_received(b"for nobody")
    print(protocol.eof_received())  # expect: True
    # A server's protocol keeps it until the connection is there.
    protocol = asyncio.StreamReaderProtocol(asyncio.StreamReader(), lambda r, w: None)
    print(protocol._stream_reader)  # expect: <StreamReader>

asyncio.run(main())
