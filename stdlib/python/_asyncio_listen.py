"""What asyncio's event loop does once a server: finding out what to bind to, and binding.

The methods of the loop call the functions here, with the loop as the first argument. Imported when one is first called.
"""

import errno
import itertools
import os
import socket
import sys

import asyncio
from _asyncio_connect import (
    _check_ssl_socket,
    _check_timeouts,
    _check_unix_socket,
    _is_abstract,
    _remove_stale_socket,
    _set_reuseport,
)
from asyncio.base_events import Server
from asyncio.log import logger

__name__ = "asyncio.base_events"


async def _addresses_to_bind(loop, host, port, family, flags):
    infos = await loop._ensure_resolved(
        (host, port), family=family, type=socket.SOCK_STREAM, flags=flags, loop=loop
    )
    if not infos:
        raise OSError(f"getaddrinfo({host!r}) returned empty list")
    return infos


def _bound_socket(loop, info, reuse_address, reuse_port, keep_alive):
    """A socket that is bound to an address; None when the system does not have that kind, or that address."""
    family, kind, proto, _, address = info
    try:
        sock = socket.socket(family, kind, proto)
    except OSError:
        if loop.get_debug():
            text = "create_server() failed to create socket.socket(%r, %r, %r)"
            logger.warning(text, family, kind, proto, exc_info=True)
        return None
    try:
        if reuse_address:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, True)
        if reuse_port:
            _set_reuseport(sock)
        if keep_alive:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, True)
        if family == socket.AF_INET6:
            # Not for IPv4 as well: there may be a socket of its own for that.
            sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, True)
        try:
            sock.bind(address)
        except OSError as exc:
            text = f"error while attempting to bind on address {address!r}: {str(exc).lower()}"
            if exc.errno != errno.EADDRNOTAVAIL:
                raise OSError(exc.errno, text) from None
            # The family may be switched off.
            sock.close()
            if loop.get_debug():
                logger.warning(text)
            return None
    except BaseException:
        sock.close()
        raise
    return sock


async def create_server(
    self,
    protocol_factory,
    host=None,
    port=None,
    *,
    family=socket.AF_UNSPEC,
    flags=socket.AI_PASSIVE,
    sock=None,
    backlog=100,
    ssl=None,
    reuse_address=None,
    reuse_port=None,
    keep_alive=None,
    ssl_handshake_timeout=None,
    ssl_shutdown_timeout=None,
    start_serving=True,
):
    if isinstance(ssl, bool):
        raise TypeError("ssl argument must be an SSLContext or None")
    _check_timeouts(ssl is not None, ssl_handshake_timeout, ssl_shutdown_timeout)
    if sock is not None:
        _check_ssl_socket(sock)

    if host is None and port is None:
        if sock is None:
            raise ValueError("Neither host/port nor sock were specified")
        if sock.type != socket.SOCK_STREAM:
            raise ValueError(f"A Stream Socket was expected, got {sock!r}")
        sockets = [sock]
    else:
        if sock is not None:
            raise ValueError("host/port and sock can not be specified at the same time")
        if reuse_address is None:
            reuse_address = os.name == "posix" and sys.platform != "cygwin"
        if host == "":
            hosts = [None]
        elif isinstance(host, str) or not hasattr(type(host), "__iter__"):
            hosts = [host]
        else:
            hosts = host
        found = await asyncio.gather(
            *[_addresses_to_bind(self, each, port, family, flags) for each in hosts]
        )
        # Each once, whatever leads to it.
        infos = list(dict.fromkeys(itertools.chain.from_iterable(found)))
        sockets = []
        try:
            for info in infos:
                bound = _bound_socket(self, info, reuse_address, reuse_port, keep_alive)
                if bound is not None:
                    sockets.append(bound)
            if not sockets:
                raise OSError(f"could not bind on any address out of {[info[4] for info in infos]!r}")
        except BaseException:
            for bound in sockets:
                bound.close()
            raise

    for each in sockets:
        each.setblocking(False)
    server = Server(
        self, sockets, protocol_factory, ssl, backlog, ssl_handshake_timeout, ssl_shutdown_timeout
    )
    if start_serving:
        server._start_serving()
        await asyncio.sleep(0)
    if self.get_debug():
        logger.info("%r is serving", server)
    return server


def _unlinking(sock):
    """How a server's Unix socket is closed so that nothing of it is left; None when there is nothing to remove."""
    path = sock.getsockname()
    if _is_abstract(path):
        return None
    try:
        inode = os.stat(path).st_ino
    except FileNotFoundError:
        return None

    def close(sock):
        sock.close()
        try:
            # Another server may have taken the path since.
            if os.stat(path).st_ino == inode:
                os.unlink(path)
        except FileNotFoundError:
            pass
        except OSError as exc:
            logger.error("Unable to clean up listening UNIX socket %r: %r", path, exc)

    return close


async def create_unix_server(
    self,
    protocol_factory,
    path=None,
    *,
    sock=None,
    backlog=100,
    ssl=None,
    ssl_handshake_timeout=None,
    ssl_shutdown_timeout=None,
    start_serving=True,
    cleanup_socket=True,
):
    if isinstance(ssl, bool):
        raise TypeError("ssl argument must be an SSLContext or None")
    _check_timeouts(ssl, ssl_handshake_timeout, ssl_shutdown_timeout)

    if path is None:
        if sock is None:
            raise ValueError("path was not specified, and no sock specified")
        _check_unix_socket(sock)
    else:
        if sock is not None:
            raise ValueError("path and sock can not be specified at the same time")
        path = os.fspath(path)
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            _remove_stale_socket(path)
            sock.bind(path)
        except OSError as exc:
            sock.close()
            if exc.errno == errno.EADDRINUSE:
                raise OSError(errno.EADDRINUSE, f"Address {path!r} is already in use") from None
            raise
        except BaseException:
            sock.close()
            raise

    close = _unlinking(sock) if cleanup_socket else None
    sock.setblocking(False)
    server = Server(
        self, [sock], protocol_factory, ssl, backlog, ssl_handshake_timeout, ssl_shutdown_timeout
    )
    server._close_sockets_by(close)
    if start_serving:
        server._start_serving()
        await asyncio.sleep(0)
    return server
