# A certificate that the client does not trust: CPython's exception; the server goes on.
import ssl
from _tls import Server, client_context, run, server_context


async def main():
    for name, ca in (("server", "other-ca"), ("self-signed", "ca"), ("expired", "ca"), ("other-name", "ca")):
        async with Server(context=server_context(name)) as server:
            try:
                await server.connect(client_context(ca))
            except ssl.SSLCertVerificationError as e:
                print(e.verify_code, e.verify_message)
    # expect: 20 unable to get local issuer certificate
    # expect: 18 self-signed certificate
    # expect: 10 certificate has expired
    # expect: 62 Hostname mismatch, certificate is not valid for 'localhost'.
    async with Server() as server:
        for ca in ("other-ca", "ca"):
            try:
                reader, writer = await server.connect(client_context(ca))
            except ssl.SSLError as e:
                print(type(e).__name__)  # expect: SSLCertVerificationError
                continue
            writer.write(b"still there\n")
            print(await reader.readline())  # expect: b'STILL THERE\n'
            writer.close()
            await writer.wait_closed()


run(main)
