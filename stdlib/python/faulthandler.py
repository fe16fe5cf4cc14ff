"""Shows where a program is. The interpreter itself does not crash: what is left is dump_traceback and its like."""

import sys as _sys

_state = {"enabled": False, "registered": {}, "later": None}


def _stream(file):
    if file is None:
        file = _sys.stderr
        if file is None:
            raise RuntimeError("unable to get sys.stderr")
    if isinstance(file, int):
        if file < 0:
            raise ValueError("file is not a valid file descriptor")
        return lambda text: __import__("os").write(file, text.encode(errors="backslashreplace"))
    file.fileno()

    def write(text):
        file.write(text)
        file.flush()

    return write


def _frames(frame, limit=100):
    lines = []
    while frame is not None and limit:
        code = frame.f_code
        lines.append(f'  File "{code.co_filename}", line {frame.f_lineno} in {code.co_name}\n')
        frame, limit = frame.f_back, limit - 1
    if frame is not None:
        lines.append("  ...\n")
    return "".join(lines)


def dump_traceback(file=None, all_threads=True):
    """Write the lines where the threads are, the innermost first."""
    import _thread

    write = _stream(file)
    own = _thread.get_ident()
    if all_threads:
        for ident, frame in _sys._current_frames().items():
            if ident != own:
                write(f"Thread 0x{ident:016x} (most recent call first):\n{_frames(frame)}\n")
        write(f"Current thread 0x{own:016x} (most recent call first):\n")
    else:
        write("Stack (most recent call first):\n")
    write(_frames(_sys._getframe(1)))


def enable(file=None, all_threads=True):
    """Remember that tracebacks are wanted; there is no crash that would write them."""
    _stream(file)
    _state["enabled"] = True


def disable():
    """Undo enable(); tell whether it had been called."""
    was, _state["enabled"] = _state["enabled"], False
    return was


def is_enabled():
    return _state["enabled"]


def register(signum, file=None, all_threads=True, chain=False):
    """Write a traceback when a signal comes."""
    import signal

    write_to = _sys.stderr if file is None else file
    _stream(write_to)
    before = signal.getsignal(signum)

    def handler(number, frame):
        dump_traceback(write_to, all_threads)
        if chain and callable(before):
            before(number, frame)

    _state["registered"].setdefault(signum, before)
    signal.signal(signum, handler)


def unregister(signum):
    """Undo register(); tell whether the signal had been registered."""
    import signal

    before = _state["registered"].pop(signum, None)
    if before is None:
        return False
    signal.signal(signum, before)
    return True


def dump_traceback_later(timeout, repeat=False, file=None, exit=False):
    """Write a traceback after so many seconds, unless it is cancelled before."""
    import threading

    if timeout <= 0:
        raise ValueError("timeout must be greater than 0")
    cancel_dump_traceback_later()
    write_to = _sys.stderr if file is None else file
    _stream(write_to)
    over = _state["later"] = threading.Event()

    def watch():
        while not over.wait(timeout):
            dump_traceback(write_to)
            if exit:
                import os

                os._exit(1)
            if not repeat:
                break

    threading.Thread(target=watch, name="faulthandler", daemon=True).start()


def cancel_dump_traceback_later():
    """Undo dump_traceback_later()."""
    if _state["later"] is not None:
        _state["later"].set()
        _state["later"] = None
