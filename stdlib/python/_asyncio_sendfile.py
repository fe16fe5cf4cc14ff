"""How asyncio's event loop sends files: by the system where it can, by reading and writing where it cannot.

The methods of the loop call the functions here, with the loop as the first argument. Imported when one is first called.
"""

import errno
import io
import os
import socket
import sys

from _asyncio_connect import _check_ssl_socket
from asyncio import constants, exceptions, protocols, transports

__name__ = "asyncio.base_events"


def _check_sendfile_params(self, sock, file, offset, count):
    if "b" not in getattr(file, "mode", "b"):
        raise ValueError("file should be opened in binary mode")
    if sock.type != socket.SOCK_STREAM:
        raise ValueError("only SOCK_STREAM type sockets are supported")
    if count is not None:
        text = f"count must be a positive integer (got {count!r})"
        if not isinstance(count, int):
            raise TypeError(text)
        if count <= 0:
            raise ValueError(text)
    text = f"offset must be a non-negative integer (got {offset!r})"
    if not isinstance(offset, int):
        raise TypeError(text)
    if offset < 0:
        raise ValueError(text)


async def sock_sendfile(self, sock, file, offset=0, count=None, *, fallback=True):
    if self.get_debug() and sock.gettimeout() != 0:
        raise ValueError("the socket must be non-blocking")
    _check_ssl_socket(sock)
    self._check_sendfile_params(sock, file, offset, count)
    try:
        return await self._sock_sendfile_native(sock, file, offset, count)
    except exceptions.SendfileNotAvailableError:
        if not fallback:
            raise
    return await self._sock_sendfile_fallback(sock, file, offset, count)


async def _no_native_sendfile(self, sock, file, offset, count):
    raise exceptions.SendfileNotAvailableError(
        f"syscall sendfile is not available for socket {sock!r} and file {file!r} combination"
    )


async def _no_native_sendfile_to_transport(self, transp, file, offset, count):
    raise exceptions.SendfileNotAvailableError("sendfile syscall is not supported")


async def _sock_sendfile_native(self, sock, file, offset, count):
    """By os.sendfile(), as much as the socket takes each time it is ready."""
    if not hasattr(os, "sendfile"):
        raise exceptions.SendfileNotAvailableError("os.sendfile() is not available")
    try:
        source = file.fileno()
        size = os.fstat(source).st_size
    except (AttributeError, OSError, io.UnsupportedOperation):
        raise exceptions.SendfileNotAvailableError("not a regular file")
    if not (count or size):
        return 0
    target = sock.fileno()
    sent = 0
    try:
        while count is None or sent < count:
            block = size if count is None else count - sent
            try:
                n = os.sendfile(target, source, offset + sent, min(block, sys.maxsize // 2 + 1))
            except (BlockingIOError, InterruptedError):
                await _until_writable(self, sock)
                continue
            except OSError as exc:
                if sent == 0:
                    raise exceptions.SendfileNotAvailableError("os.sendfile call failed") from None
                if exc.errno == errno.ENOTCONN and type(exc) is not ConnectionError:
                    raise ConnectionError("socket is not connected", errno.ENOTCONN) from exc
                raise
            if n == 0:
                break
            sent += n
            # A large file leaves turns to others.
            await _until_writable(self, sock)
        return sent
    finally:
        if sent > 0:
            os.lseek(source, offset + sent, os.SEEK_SET)


async def _until_writable(loop, sock):
    fd = sock.fileno()
    ready = loop.create_future()

    def wake():
        if not ready.done():
            ready.set_result(None)

    loop.add_writer(fd, wake)
    try:
        await ready
    finally:
        if sock.fileno() != -1:
            loop.remove_writer(fd)


async def _sock_sendfile_fallback(self, sock, file, offset, count):
    async def send(data):
        await self.sock_sendall(sock, data)

    return await _send_by_reading(self, file, offset, count, constants.SENDFILE_FALLBACK_READBUFFER_SIZE, send)


async def _send_by_reading(loop, file, offset, count, block, send):
    """Reads in another thread, sends what was read; how much that was in all."""
    if offset:
        file.seek(offset)
    room = bytearray(min(count, block) if count else block)
    sent = 0
    try:
        while not count or sent < count:
            view = memoryview(room)
            if count:
                view = view[: count - sent]
            n = await loop.run_in_executor(None, file.readinto, view)
            if not n:
                break
            await send(view[:n])
            sent += n
        return sent
    finally:
        if sent > 0 and hasattr(file, "seek"):
            file.seek(offset + sent)


async def sendfile(self, transport, file, offset=0, count=None, *, fallback=True):
    if transport.is_closing():
        raise RuntimeError("Transport is closing")
    unsupported = constants._SendfileMode.UNSUPPORTED
    mode = getattr(transport, "_sendfile_compatible", unsupported)
    if mode is unsupported:
        raise RuntimeError(f"sendfile is not supported for transport {transport!r}")
    if mode is constants._SendfileMode.TRY_NATIVE:
        try:
            return await self._sendfile_native(transport, file, offset, count)
        except exceptions.SendfileNotAvailableError:
            if not fallback:
                raise
    if not fallback:
        raise RuntimeError(
            f"fallback is disabled and native sendfile is not supported for transport {transport!r}"
        )
    return await self._sendfile_fallback(transport, file, offset, count)


async def _sendfile_native(self, transp, file, offset, count):
    """Past the transport, whose buffer is empty by then and which does not read meanwhile."""
    self._lend_descriptor(transp, True)
    resume = transp.is_reading()
    transp.pause_reading()
    await transp._make_empty_waiter()
    try:
        return await self.sock_sendfile(transp._sock, file, offset, count, fallback=False)
    finally:
        transp._reset_empty_waiter()
        if resume:
            transp.resume_reading()
        self._lend_descriptor(transp, False)


class _SendfileFallbackProtocol(protocols.Protocol):
    """Stands in for a transport's protocol while a file is sent, to hear when there is room."""

    def __init__(self, transp):
        if not isinstance(transp, transports._FlowControlMixin):
            raise TypeError("transport should be _FlowControlMixin instance")
        self._transport = transp
        self._proto = transp.get_protocol()
        self._should_resume_reading = transp.is_reading()
        self._should_resume_writing = transp._protocol_paused
        transp.pause_reading()
        transp.set_protocol(self)
        # Pending while writing is paused.
        self._write_ready_fut = transp._loop.create_future() if self._should_resume_writing else None

    async def drain(self):
        if self._transport.is_closing():
            raise ConnectionError("Connection closed by peer")
        if self._write_ready_fut is not None:
            await self._write_ready_fut

    def connection_made(self, transport):
        raise RuntimeError("Invalid state: connection should have been established already.")

    def connection_lost(self, exc):
        if self._write_ready_fut is not None:
            # While something is still to be sent, the end is an error.
            self._write_ready_fut.set_exception(exc or ConnectionError("Connection is closed by peer"))
        self._proto.connection_lost(exc)

    def pause_writing(self):
        if self._write_ready_fut is None:
            self._write_ready_fut = self._transport._loop.create_future()

    def resume_writing(self):
        if self._write_ready_fut is not None:
            self._write_ready_fut.set_result(False)
            self._write_ready_fut = None

    def data_received(self, data):
        raise RuntimeError("Invalid state: reading should be paused")

    def eof_received(self):
        raise RuntimeError("Invalid state: reading should be paused")

    async def restore(self):
        self._transport.set_protocol(self._proto)
        if self._should_resume_reading:
            self._transport.resume_reading()
        if self._write_ready_fut is not None:
            # Nobody waits for it any more.
            self._write_ready_fut.cancel()
        if self._should_resume_writing:
            self._proto.resume_writing()


async def _sendfile_fallback(self, transp, file, offset, count):
    proto = _SendfileFallbackProtocol(transp)

    async def send(data):
        await proto.drain()
        transp.write(data)

    try:
        return await _send_by_reading(self, file, offset, count, 16384, send)
    finally:
        await proto.restore()
