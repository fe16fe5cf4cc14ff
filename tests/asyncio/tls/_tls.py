"""Contexts with the certificates of tests/modules/ssl, and a server, for the tests here."""

import asyncio
import os
import ssl

CERTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "modules", "ssl", "_certs")


def cert(name):
    return os.path.join(CERTS, name + ".pem")


def server_context(name="server"):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert(name))
    return context


def client_context(ca="ca"):
    return ssl.create_default_context(cafile=cert(ca))


async def echo(reader, writer):
    while line := await reader.readline():
        writer.write(line.upper())
        await writer.drain()
    writer.close()
    await writer.wait_closed()


class Server:
    """A server on a port of its own, for the time of an `async with`."""

    def __init__(self, handler=echo, context=None, **options):
        self.handler, self.options = handler, options
        self.options["ssl"] = server_context() if context is None else context

    async def __aenter__(self):
        self.server = await asyncio.start_server(self.handler, "127.0.0.1", 0, **self.options)
        self.port = self.server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *exc):
        self.server.close()
        await self.server.wait_closed()

    def connect(self, context=None, hostname="localhost", **options):
        if context is None:
            context = client_context()
        return asyncio.open_connection("127.0.0.1", self.port, ssl=context, server_hostname=hostname, **options)


def run(main):
    """Runs it, and shows what only the loop's exception handler learns."""

    async def watched():
        def handler(loop, context):
            print("reported:", context["message"], repr(context.get("exception")))

        asyncio.get_running_loop().set_exception_handler(handler)
        await main()

    asyncio.run(watched())
