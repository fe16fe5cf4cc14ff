"""What asyncio's event loop does once a connection: resolving names, trying one address after the other.

The methods of the loop call the functions here, with the loop as the first argument. Imported when one is first called.
Servers are in `_asyncio_listen`, files to be sent in `_asyncio_sendfile`.
"""

import itertools
import os
import socket
import stat
import sys

import asyncio
from asyncio.log import logger

__name__ = "asyncio.base_events"

_IP_FAMILIES = (socket.AF_INET, socket.AF_INET6)


# ---- checking arguments ----


def _check_ssl_socket(sock):
    ssl = sys.modules.get("ssl")
    if ssl is not None and isinstance(sock, ssl.SSLSocket):
        raise TypeError("Socket cannot be of type SSLSocket")


def _check_timeouts(tls, handshake, shutdown):
    if not tls:
        if handshake is not None:
            raise ValueError("ssl_handshake_timeout is only meaningful with ssl")
        if shutdown is not None:
            raise ValueError("ssl_shutdown_timeout is only meaningful with ssl")


def _check_unix_socket(sock):
    if sock.family != socket.AF_UNIX or sock.type != socket.SOCK_STREAM:
        raise ValueError(f"A UNIX Domain Stream Socket was expected, got {sock!r}")


def _set_reuseport(sock):
    if not hasattr(socket, "SO_REUSEPORT"):
        raise ValueError("reuse_port not supported by socket module")
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    except OSError:
        raise ValueError(
            "reuse_port not supported by socket module, SO_REUSEPORT defined but not implemented."
        )


def _set_nodelay(sock):
    if sock.family in _IP_FAMILIES and sock.type == socket.SOCK_STREAM and sock.proto == socket.IPPROTO_TCP:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


# ---- names and addresses ----


def _ipaddr_info(host, port, family, type, proto, flowinfo=0, scopeid=0):
    """What getaddrinfo() would say of a host that is a number already; None when it has to be asked."""
    if host is None or proto not in (0, socket.IPPROTO_TCP, socket.IPPROTO_UDP):
        return None
    if type == socket.SOCK_STREAM:
        proto = socket.IPPROTO_TCP
    elif type == socket.SOCK_DGRAM:
        proto = socket.IPPROTO_UDP
    else:
        return None
    if port in (None, "", b""):
        port = 0
    else:
        try:
            port = int(port)
        except (TypeError, ValueError):
            return None  # the name of a service
    if isinstance(host, bytes):
        host = host.decode("idna")
    if "%" in host:
        return None  # with a zone, which only the resolver understands
    for candidate in _IP_FAMILIES if family == socket.AF_UNSPEC else (family,):
        try:
            socket.inet_pton(candidate, host)
        except OSError:
            continue
        address = (host, port, flowinfo, scopeid) if candidate == socket.AF_INET6 else (host, port)
        return candidate, type, proto, "", address
    return None


async def _ensure_resolved(self, address, *, family=0, type=socket.SOCK_STREAM, proto=0, flags=0, loop):
    host, port = address[:2]
    known = _ipaddr_info(host, port, family, type, proto, *address[2:])
    if known is not None:
        return [known]
    return await loop.getaddrinfo(host, port, family=family, type=type, proto=proto, flags=flags)


async def _resolved(loop, address, **hints):
    infos = await loop._ensure_resolved(address, **hints, loop=loop)
    if not infos:
        raise OSError("getaddrinfo() returned empty list")
    return infos


def _timed_getaddrinfo(loop, host, port, family, type, proto, flags):
    """In debug mode: says how long it took."""
    words = [f"{host}:{port!r}"]
    for word, value in (("family", family), ("type", type), ("proto", proto), ("flags", flags)):
        if value:
            words.append(f"{word}={value!r}")
    words = ", ".join(words)
    logger.debug("Get address info %s", words)
    begin = loop.time()
    infos = socket.getaddrinfo(host, port, family, type, proto, flags)
    took = loop.time() - begin
    text = f"Getting address info {words} took {took * 1e3:.3f}ms: {infos!r}"
    (logger.info if took >= loop.slow_callback_duration else logger.debug)(text)
    return infos


async def getaddrinfo(self, host, port, *, family=0, type=0, proto=0, flags=0):
    if self.get_debug():
        return await self.run_in_executor(
            None, _timed_getaddrinfo, self, host, port, family, type, proto, flags
        )
    return await self.run_in_executor(None, socket.getaddrinfo, host, port, family, type, proto, flags)


async def getnameinfo(self, sockaddr, flags=0):
    return await self.run_in_executor(None, socket.getnameinfo, sockaddr, flags)


def _interleave_addrinfos(addrinfos, first_address_family_count=1):
    """Alternates between address families; the first one has so many turns in the beginning."""
    by_family = {}
    for info in addrinfos:
        by_family.setdefault(info[0], []).append(info)
    rows = list(by_family.values())
    ahead = first_address_family_count - 1
    ordered = rows[0][:ahead] if ahead > 0 else []
    rows[0] = rows[0][len(ordered):]
    for turn in itertools.zip_longest(*rows):
        ordered += [info for info in turn if info is not None]
    return ordered


# ---- connecting ----


async def sock_connect(self, sock, address):
    _check_ssl_socket(sock)
    if self.get_debug() and sock.gettimeout() != 0:
        raise ValueError("the socket must be non-blocking")
    if sock.family in _IP_FAMILIES:
        infos = await self._ensure_resolved(
            address, family=sock.family, type=sock.type, proto=sock.proto, loop=self
        )
        address = infos[0][4]
    try:
        sock.connect(address)
        return
    except (BlockingIOError, InterruptedError):
        # It goes on by itself, also when a signal ended the call.
        pass
    fd = sock.fileno()
    self._ensure_fd_no_transport(fd)
    connected = self.create_future()
    handle = self._add_writer(fd, _connected, connected, sock, address)

    def unwatch(future):
        if not handle.cancelled():
            self.remove_writer(fd)

    connected.add_done_callback(unwatch)
    try:
        return await connected
    finally:
        # An exception refers to this frame: no circle.
        connected = None


def _connected(future, sock, address):
    if future.done():
        return
    try:
        error = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if error:
            raise OSError(error, f"Connect call failed {address}")
    except (BlockingIOError, InterruptedError):
        pass
    except (SystemExit, KeyboardInterrupt):
        raise
    except BaseException as exc:
        future.set_exception(exc)
    else:
        future.set_result(None)
    finally:
        future = None


def _bind_local(sock, family, candidates, errors):
    for candidate_family, _, _, _, address in candidates:
        if candidate_family != family:
            continue
        try:
            sock.bind(address)
            return
        except OSError as exc:
            text = f"error while attempting to bind on address {address!r}: {str(exc).lower()}"
            errors.append(OSError(exc.errno, text))
    if errors:
        raise errors.pop()
    raise OSError(f"no matching local address with {family=} found")


async def _connect_sock(self, exceptions, addr_info, local_addr_infos=None):
    """A socket that is connected to one address. What goes wrong is noted in `exceptions`, too."""
    errors = []
    exceptions.append(errors)
    family, kind, proto, _, address = addr_info
    sock = None
    try:
        try:
            sock = socket.socket(family=family, type=kind, proto=proto)
            sock.setblocking(False)
            if local_addr_infos is not None:
                _bind_local(sock, family, local_addr_infos, errors)
            await self.sock_connect(sock, address)
            return sock
        except OSError as exc:
            errors.append(exc)
            raise
    except BaseException:
        if sock is not None:
            try:
                sock.close()
            except OSError:
                pass
        raise
    finally:
        exceptions = errors = None


def _why_not_connected(errors, all_errors):
    if all_errors:
        return ExceptionGroup("create_connection failed", errors)
    if len({str(exc) for exc in errors}) == 1:
        return errors[0]
    return OSError("Multiple exceptions: {}".format(", ".join(str(exc) for exc in errors)))


async def _first_connected(loop, starts, delay):
    """The socket of the first attempt that succeeds; None when all fail.

    The next attempt begins when the one before has failed, or has taken so long. Cancelled, and when one has
    succeeded, the others are cancelled and waited for.
    """
    starts = iter(starts)
    running = set()
    latest = None
    try:
        while True:
            if latest is None or next_at is not None and (latest.done() or loop.time() >= next_at):
                start = next(starts, None)
                if start is not None:
                    latest = loop.create_task(start())
                    running.add(latest)
                    next_at = loop.time() + delay
                elif not running:
                    return None
                else:
                    next_at = None
            timeout = None if next_at is None else max(0, next_at - loop.time())
            done, running = await asyncio.wait(running, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                if task.cancelled() or isinstance(task.exception(), OSError):
                    continue
                winner = task.result()
                for late in done - {task}:
                    running.add(late)
                return winner
            if next_at is None and not running:
                return None
    finally:
        for task in running:
            task.cancel()
        if running:
            await asyncio.wait(running)
        for task in running:
            # It may have been too late to cancel it.
            if not task.cancelled() and task.exception() is None:
                task.result().close()
        running = latest = None


async def _connect_any(loop, infos, local_infos, delay, all_errors):
    """A socket that is connected to the first of the addresses that answers."""
    attempts = []
    try:
        if delay is None:
            for info in infos:
                try:
                    return await loop._connect_sock(attempts, info, local_infos)
                except OSError:
                    continue
        else:
            starts = [lambda info=info: loop._connect_sock(attempts, info, local_infos) for info in infos]
            sock = await _first_connected(loop, starts, delay)
            if sock is not None:
                return sock
        raise _why_not_connected([exc for errors in attempts for exc in errors], all_errors)
    finally:
        attempts = None


async def create_connection(
    self,
    protocol_factory,
    host=None,
    port=None,
    *,
    ssl=None,
    family=0,
    proto=0,
    flags=0,
    sock=None,
    local_addr=None,
    server_hostname=None,
    ssl_handshake_timeout=None,
    ssl_shutdown_timeout=None,
    happy_eyeballs_delay=None,
    interleave=None,
    all_errors=False,
):
    if ssl:
        if server_hostname is None:
            if not host:
                raise ValueError("You must set server_hostname when using ssl without a host")
            server_hostname = host
    elif server_hostname is not None:
        raise ValueError("server_hostname is only meaningful with ssl")
    _check_timeouts(ssl, ssl_handshake_timeout, ssl_shutdown_timeout)
    if sock is not None:
        _check_ssl_socket(sock)

    if host is None and port is None:
        if sock is None:
            raise ValueError("host and port was not specified and no sock specified")
        if sock.type != socket.SOCK_STREAM:
            raise ValueError(f"A Stream Socket was expected, got {sock!r}")
    else:
        if sock is not None:
            raise ValueError("host/port and sock can not be specified at the same time")
        hints = {"family": family, "type": socket.SOCK_STREAM, "proto": proto, "flags": flags}
        infos = await _resolved(self, (host, port), **hints)
        local_infos = None if local_addr is None else await _resolved(self, local_addr, **hints)
        if interleave is None and happy_eyeballs_delay is not None:
            interleave = 1
        if interleave:
            infos = _interleave_addrinfos(infos, interleave)
        sock = await _connect_any(self, infos, local_infos, happy_eyeballs_delay, all_errors)

    transport, protocol = await self._create_connection_transport(
        sock,
        protocol_factory,
        ssl,
        server_hostname,
        ssl_handshake_timeout=ssl_handshake_timeout,
        ssl_shutdown_timeout=ssl_shutdown_timeout,
    )
    if self.get_debug():
        sock = transport.get_extra_info("socket")
        logger.debug("%r connected to %s:%r: (%r, %r)", sock, host, port, transport, protocol)
    return transport, protocol


async def _create_connection_transport(
    self,
    sock,
    protocol_factory,
    ssl,
    server_hostname,
    server_side=False,
    ssl_handshake_timeout=None,
    ssl_shutdown_timeout=None,
):
    sock.setblocking(False)
    protocol = protocol_factory()
    connected = self.create_future()
    if ssl:
        transport = self._make_ssl_transport(
            sock,
            protocol,
            None if isinstance(ssl, bool) else ssl,
            connected,
            server_side=server_side,
            server_hostname=server_hostname,
            ssl_handshake_timeout=ssl_handshake_timeout,
            ssl_shutdown_timeout=ssl_shutdown_timeout,
        )
    else:
        transport = self._make_socket_transport(sock, protocol, connected)
    return await _until(connected, transport), protocol


async def _until(connected, transport):
    try:
        await connected
    except BaseException:
        transport.close()
        raise
    return transport


async def connect_accepted_socket(
    self, protocol_factory, sock, *, ssl=None, ssl_handshake_timeout=None, ssl_shutdown_timeout=None
):
    if sock.type != socket.SOCK_STREAM:
        raise ValueError(f"A Stream Socket was expected, got {sock!r}")
    _check_timeouts(ssl, ssl_handshake_timeout, ssl_shutdown_timeout)
    _check_ssl_socket(sock)
    transport, protocol = await self._create_connection_transport(
        sock,
        protocol_factory,
        ssl,
        "",
        server_side=True,
        ssl_handshake_timeout=ssl_handshake_timeout,
        ssl_shutdown_timeout=ssl_shutdown_timeout,
    )
    if self.get_debug():
        logger.debug("%r handled: (%r, %r)", transport.get_extra_info("socket"), transport, protocol)
    return transport, protocol


async def create_unix_connection(
    self,
    protocol_factory,
    path=None,
    *,
    ssl=None,
    sock=None,
    server_hostname=None,
    ssl_handshake_timeout=None,
    ssl_shutdown_timeout=None,
):
    assert server_hostname is None or isinstance(server_hostname, str)
    if ssl:
        if server_hostname is None:
            raise ValueError("you have to pass server_hostname when using ssl")
    elif server_hostname is not None:
        raise ValueError("server_hostname is only meaningful with ssl")
    _check_timeouts(ssl, ssl_handshake_timeout, ssl_shutdown_timeout)

    if path is None:
        if sock is None:
            raise ValueError("no path and sock were specified")
        _check_unix_socket(sock)
        sock.setblocking(False)
    else:
        if sock is not None:
            raise ValueError("path and sock can not be specified at the same time")
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM, 0)
        try:
            sock.setblocking(False)
            await self.sock_connect(sock, os.fspath(path))
        except BaseException:
            sock.close()
            raise
    return await self._create_connection_transport(
        sock,
        protocol_factory,
        ssl,
        server_hostname,
        ssl_handshake_timeout=ssl_handshake_timeout,
        ssl_shutdown_timeout=ssl_shutdown_timeout,
    )


# ---- datagrams and pipes ----


def _is_abstract(path):
    return not path or path[0] in (0, "\x00")


def _remove_stale_socket(path):
    """Of a server that was not closed: nobody else could bind there."""
    if _is_abstract(path):
        return
    try:
        if stat.S_ISSOCK(os.stat(path).st_mode):
            os.remove(path)
    except FileNotFoundError:
        pass
    except OSError as exc:
        # Binding will tell.
        logger.error("Unable to check or remove stale UNIX socket %r: %r", path, exc)


async def _datagram_addresses(loop, local_addr, remote_addr, family, proto, flags):
    """What may be bound and connected to: pairs of ((family, proto), (local, remote))."""
    if not local_addr and not remote_addr:
        if family == 0:
            raise ValueError("unexpected address family")
        return [((family, proto), (None, None))]
    if family == socket.AF_UNIX:
        for address in (local_addr, remote_addr):
            if address is not None and not isinstance(address, str):
                raise TypeError("string is expected")
        if local_addr:
            _remove_stale_socket(local_addr)
        return [((family, proto), (local_addr, remote_addr))]
    pairs = {}
    for i, address in enumerate((local_addr, remote_addr)):
        if address is None:
            continue
        if not isinstance(address, tuple) or len(address) != 2:
            raise TypeError("2-tuple is expected")
        infos = await _resolved(
            loop, address, family=family, type=socket.SOCK_DGRAM, proto=proto, flags=flags
        )
        for found_family, _, found_proto, _, found in infos:
            pairs.setdefault((found_family, found_proto), [None, None])[i] = found
    usable = [
        (key, pair)
        for key, pair in pairs.items()
        if not (local_addr and pair[0] is None or remote_addr and pair[1] is None)
    ]
    if not usable:
        raise ValueError("can not get address information")
    return usable


async def _datagram_socket(loop, key, local, remote, local_addr, remote_addr, reuse_port, allow_broadcast):
    family, proto = key
    sock = socket.socket(family=family, type=socket.SOCK_DGRAM, proto=proto)
    try:
        if reuse_port:
            _set_reuseport(sock)
        if allow_broadcast:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
        sock.setblocking(False)
        if local_addr:
            sock.bind(local)
        if remote_addr and not allow_broadcast:
            await loop.sock_connect(sock, remote)
    except BaseException:
        sock.close()
        raise
    return sock


async def create_datagram_endpoint(
    self,
    protocol_factory,
    local_addr=None,
    remote_addr=None,
    *,
    family=0,
    proto=0,
    flags=0,
    reuse_port=None,
    allow_broadcast=None,
    sock=None,
):
    remote = None
    if sock is not None:
        if sock.type == socket.SOCK_STREAM:
            raise ValueError(f"A datagram socket was expected, got {sock!r}")
        given = {
            "local_addr": local_addr,
            "remote_addr": remote_addr,
            "family": family,
            "proto": proto,
            "flags": flags,
            "reuse_port": reuse_port,
            "allow_broadcast": allow_broadcast,
        }
        if any(given.values()):
            problems = ", ".join(f"{name}={value}" for name, value in given.items() if value)
            raise ValueError(
                f"socket modifier keyword arguments can not be used when sock is specified. ({problems})"
            )
        sock.setblocking(False)
    else:
        first_error = None
        pairs = await _datagram_addresses(self, local_addr, remote_addr, family, proto, flags)
        for key, (local, far) in pairs:
            try:
                sock = await _datagram_socket(
                    self, key, local, far, local_addr, remote_addr, reuse_port, allow_broadcast
                )
            except OSError as exc:
                first_error = first_error or exc
                continue
            remote = far if remote_addr else None
            break
        else:
            try:
                raise first_error
            finally:
                first_error = None

    protocol = protocol_factory()
    connected = self.create_future()
    transport = self._make_datagram_transport(sock, protocol, remote, connected)
    if self.get_debug():
        if local_addr:
            text = "Datagram endpoint local_addr=%r remote_addr=%r created: (%r, %r)"
            logger.info(text, local_addr, remote_addr, transport, protocol)
        else:
            text = "Datagram endpoint remote_addr=%r created: (%r, %r)"
            logger.debug(text, remote_addr, transport, protocol)
    return await _until(connected, transport), protocol


async def connect_read_pipe(self, protocol_factory, pipe):
    protocol = protocol_factory()
    connected = self.create_future()
    transport = await _until(connected, self._make_read_pipe_transport(pipe, protocol, connected))
    if self.get_debug():
        logger.debug("Read pipe %r connected: (%r, %r)", pipe.fileno(), transport, protocol)
    return transport, protocol


async def connect_write_pipe(self, protocol_factory, pipe):
    protocol = protocol_factory()
    connected = self.create_future()
    transport = await _until(connected, self._make_write_pipe_transport(pipe, protocol, connected))
    if self.get_debug():
        logger.debug("Write pipe %r connected: (%r, %r)", pipe.fileno(), transport, protocol)
    return transport, protocol
