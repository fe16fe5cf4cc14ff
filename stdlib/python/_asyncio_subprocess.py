"""Starting child processes on an event loop: what runs once for a process. The loop's methods call it.

What a process writes and reads goes through the loop's own pipe transports; that it has ended, a child watcher reports.
"""

import asyncio
import subprocess
import warnings
from asyncio import base_subprocess
from asyncio.log import logger

_NAMES = {subprocess.PIPE: "<pipe>", subprocess.STDOUT: "<stdout>", subprocess.DEVNULL: "<devnull>"}


def _refuse_options(options, shell):
    """What Popen knows and asyncio does not: a process speaks bytes, unbuffered."""
    if options.pop("universal_newlines", False):
        raise ValueError("universal_newlines must be False")
    if bool(options.pop("shell", shell)) is not shell:
        raise ValueError(f"shell must be {shell}")
    if options.pop("bufsize", 0) != 0:
        raise ValueError("bufsize must be 0")
    if options.pop("text", None):
        raise ValueError("text must be False")
    for name in ("encoding", "errors"):
        if options.pop(name, None) is not None:
            raise ValueError(f"{name} must be None")


def _describe(what, stdin, stdout, stderr):
    def show(stream):
        return _NAMES.get(stream, repr(stream)) if isinstance(stream, int) else repr(stream)

    parts = [what]
    if stdin is not None:
        parts.append(f"stdin={show(stdin)}")
    if stdout is not None and stderr == subprocess.STDOUT:
        parts.append(f"stdout=stderr={show(stdout)}")
    else:
        parts += [f"{name}={show(s)}" for name, s in (("stdout", stdout), ("stderr", stderr)) if s is not None]
    return " ".join(parts)


async def _start(loop, factory, command, shell, what, stdin, stdout, stderr, options):
    protocol = factory()
    debug = loop.get_debug()
    if debug:
        # The command alone: what it is given may be secret.
        logger.debug(_describe(what, stdin, stdout, stderr))
    transport = await loop._make_subprocess_transport(
        protocol, command, shell, stdin, stdout, stderr, 0, **options
    )
    if debug:
        logger.info("%s: %r", what, transport)
    return transport, protocol


async def subprocess_shell(
    self,
    protocol_factory,
    cmd,
    *,
    stdin=subprocess.PIPE,
    stdout=subprocess.PIPE,
    stderr=subprocess.PIPE,
    **options,
):
    if not isinstance(cmd, (bytes, str)):
        raise ValueError("cmd must be a string")
    _refuse_options(options, True)
    what = f"run shell command {cmd!r}"
    return await _start(self, protocol_factory, cmd, True, what, stdin, stdout, stderr, options)


async def subprocess_exec(
    self,
    protocol_factory,
    program,
    *args,
    stdin=subprocess.PIPE,
    stdout=subprocess.PIPE,
    stderr=subprocess.PIPE,
    **options,
):
    _refuse_options(options, False)
    what = f"execute program {program!r}"
    return await _start(self, protocol_factory, (program, *args), False, what, stdin, stdout, stderr, options)


class UnixSubprocessTransport(base_subprocess.BaseSubprocessTransport):
    """A child process and its pipes."""

    def _start(self, args, shell, stdin, stdout, stderr, bufsize, **options):
        self._proc = subprocess.Popen(
            args,
            shell=shell,
            stdin=stdin,
            stdout=stdout,
            stderr=stderr,
            universal_newlines=False,
            bufsize=bufsize,
            **options,
        )


UnixSubprocessTransport.__name__ = UnixSubprocessTransport.__qualname__ = "_UnixSubprocessTransport"
UnixSubprocessTransport.__module__ = "asyncio.unix_events"


async def make_transport(loop, protocol, args, shell, stdin, stdout, stderr, bufsize, extra=None, **options):
    with warnings.catch_warnings():
        # Whose use is deprecated is the program's; this one is ours.
        warnings.simplefilter("ignore", DeprecationWarning)
        watcher = asyncio.get_event_loop_policy().get_child_watcher()
    with watcher:
        # Before the process exists: nobody would ever wait for it.
        if not watcher.is_active():
            raise RuntimeError(
                "asyncio.get_child_watcher() is not activated, subprocess support is not installed."
            )
        waiter = loop.create_future()
        transport = UnixSubprocessTransport(
            loop, protocol, args, shell, stdin, stdout, stderr, bufsize, waiter=waiter, extra=extra, **options
        )
        watcher.add_child_handler(transport.get_pid(), loop._child_watcher_callback, transport)
        try:
            await waiter
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException:
            # Cancelled, or a pipe could not be connected: the process goes with it.
            transport.close()
            await transport._wait()
            raise
    return transport


def child_ended(loop, pid, returncode, transport):
    """What watchers call, perhaps in another thread."""
    loop.call_soon_threadsafe(transport._process_exited, returncode)
