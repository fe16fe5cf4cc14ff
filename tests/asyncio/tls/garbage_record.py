# A record that was tampered with ends the connection with an error.
import asyncio
import ssl
from _tls import client_context, run, server_context


async def main():
    async def tamper(reader, writer):
        # Stands in the middle, and spoils what follows the handshake.
        there, back = await asyncio.open_connection("127.0.0.1", real_port)

        async def forward(source, sink, spoil):
            while data := await source.read(65536):
                if spoil and hits:
                    data = data[:5] + b"?" * (len(data) - 5)
                sink.write(data)
            sink.close()

        await asyncio.gather(forward(reader, back, False), forward(there, writer, True))

    hits = []

    async def serve(reader, writer):
        await reader.readline()
        hits.append(1)
        writer.write(b"answer\n")
        try:
            await reader.read()
        except OSError:
            pass
        writer.close()

    real = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=server_context())
    real_port = real.sockets[0].getsockname()[1]
    proxy = await asyncio.start_server(tamper, "127.0.0.1", 0)
    port = proxy.sockets[0].getsockname()[1]
    reader, writer = await asyncio.open_connection(
        "127.0.0.1", port, ssl=client_context(), server_hostname="localhost"
    )
    writer.write(b"question\n")
    try:
        print(await reader.readline())
    except ssl.SSLError as e:
        print(type(e).__name__, e.reason)  # expect: SSLError DECRYPTION_FAILED_OR_BAD_RECORD_MAC
    print(writer.transport.is_closing())  # expect: True
    for server in (real, proxy):
        server.close()


run(main)
