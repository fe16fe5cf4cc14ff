# A server that wants to know its clients.
import ssl
from _tls import Server, cert, client_context, run, server_context


async def who(reader, writer):
    peer = writer.get_extra_info("peercert")
    writer.write(repr(peer and peer["subject"][-1][0][1]).encode() + b"\n")
    await writer.drain()
    writer.close()


async def main():
    context = server_context()
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(cert("ca"))
    async with Server(who, context) as server:
        for name in ("client", "other-client", None):
            client = client_context()
            client.maximum_version = ssl.TLSVersion.TLSv1_2
            if name:
                client.load_cert_chain(cert(name))
            try:
                reader, writer = await server.connect(client)
                print(name, await reader.readline())
                writer.close()
                await writer.wait_closed()
            except OSError as e:
                print(name, type(e).__name__)
    # expect: client b"'A client'\n"
    # expect: other-client ConnectionResetError
    # expect: None ConnectionResetError


run(main)
