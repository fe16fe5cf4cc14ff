# A conversation through TLS, and what is known of the connection.
from _tls import Server, run


async def main():
    async with Server() as server:
        reader, writer = await server.connect()
        for text in (b"hello\n", b"there\n"):
            writer.write(text)
            print(await reader.readline())  # expect: b'HELLO\n'
            # expect: b'THERE\n'
        info = writer.get_extra_info
        print(info("cipher"), info("compression"))  # expect: ('TLS_AES_256_GCM_SHA384', 'TLSv1.3', 256) None
        print(info("peercert")["subject"][-1])  # expect: (('commonName', 'localhost'),)
        print(type(info("ssl_object")).__name__, info("ssl_object").version())  # expect: SSLObject TLSv1.3
        print(info("sslcontext").verify_mode.name)  # expect: CERT_REQUIRED
        print(info("peername") == ("127.0.0.1", server.port), info("nothing", 3))  # expect: True 3
        print(writer.can_write_eof(), type(writer.transport).__name__)  # expect: False _SSLProtocolTransport
        try:
            writer.write_eof()
        except NotImplementedError as e:
            print("NotImplementedError" + str(e))  # expect: NotImplementedError
        writer.close()
        await writer.wait_closed()
        print(writer.is_closing(), await reader.read())  # expect: True b''


run(main)
