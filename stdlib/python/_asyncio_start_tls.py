"""`loop.start_tls()`: puts TLS between a connected transport and its protocol. Imported when it is first called."""

import ssl

from asyncio import sslproto

__name__ = "asyncio.base_events"


async def start_tls(
    self,
    transport,
    protocol,
    sslcontext,
    *,
    server_side=False,
    server_hostname=None,
    ssl_handshake_timeout=None,
    ssl_shutdown_timeout=None,
):
    if not isinstance(sslcontext, ssl.SSLContext):
        raise TypeError(f"sslcontext is expected to be an instance of ssl.SSLContext, got {sslcontext!r}")
    if not getattr(transport, "_start_tls_compatible", False):
        raise TypeError(f"transport {transport!r} is not supported by start_tls()")

    done = self.create_future()
    tls = sslproto.SSLProtocol(
        self,
        protocol,
        sslcontext,
        done,
        server_side,
        server_hostname,
        call_connection_made=False,
        ssl_handshake_timeout=ssl_handshake_timeout,
        ssl_shutdown_timeout=ssl_shutdown_timeout,
    )
    # Nothing must be read before the new protocol is there, and nothing before it has begun.
    transport.pause_reading()
    transport.set_protocol(tls)
    begin = self.call_soon(tls.connection_made, transport)
    read = self.call_soon(transport.resume_reading)
    try:
        await done
    except BaseException:
        transport.close()
        begin.cancel()
        read.cancel()
        raise
    return tls._app_transport
