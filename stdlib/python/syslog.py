"""Messages to the system's log: to the socket that its daemon reads."""

import os as _os
import socket as _socket
import sys as _sys
import time as _time

LOG_EMERG, LOG_ALERT, LOG_CRIT, LOG_ERR, LOG_WARNING, LOG_NOTICE, LOG_INFO, LOG_DEBUG = range(8)
LOG_KERN, LOG_USER, LOG_MAIL, LOG_DAEMON, LOG_AUTH, LOG_SYSLOG, LOG_LPR, LOG_NEWS = range(0, 64, 8)
LOG_UUCP, LOG_CRON, LOG_AUTHPRIV, LOG_FTP = range(64, 96, 8)
LOG_LOCAL0, LOG_LOCAL1, LOG_LOCAL2, LOG_LOCAL3 = range(128, 160, 8)
LOG_LOCAL4, LOG_LOCAL5, LOG_LOCAL6, LOG_LOCAL7 = range(160, 192, 8)
LOG_PID, LOG_CONS, LOG_ODELAY, LOG_NDELAY, LOG_NOWAIT, LOG_PERROR = 1, 2, 4, 8, 16, 32

_PATH = "/dev/log"


class _Log:
    ident = None
    options = 0
    facility = LOG_USER
    mask = 0xFF
    socket = None


def _name():
    """What programs are called that do not say it."""
    argv = getattr(_sys, "argv", None)
    if argv and isinstance(argv[0], str) and argv[0]:
        return argv[0].rpartition("/")[2]
    return ""


def openlog(ident=None, logoption=0, facility=LOG_USER):
    if ident is not None and not isinstance(ident, str):
        raise TypeError(f"openlog() argument 'ident' must be str, not {type(ident).__name__}")
    ident = _name() if ident is None else ident
    # What cannot be written is refused here.
    ident.encode()
    closelog()
    _Log.ident = ident
    _Log.options = logoption.__index__()
    _Log.facility = facility.__index__()
    if _Log.options & LOG_NDELAY:
        _connect()


def closelog():
    if _Log.socket is not None:
        _Log.socket.close()
    _Log.ident, _Log.options, _Log.facility, _Log.socket = None, 0, LOG_USER, None


def _connect():
    for kind in (_socket.SOCK_DGRAM, _socket.SOCK_STREAM):
        s = _socket.socket(_socket.AF_UNIX, kind)
        try:
            s.connect(_PATH)
        except OSError:
            s.close()
        else:
            _Log.socket = s
            return True
    return False


def syslog(*args):
    if not 1 <= len(args) <= 2:
        raise TypeError("syslog.syslog requires 1 to 2 arguments")
    if len(args) == 1:
        priority, message = LOG_INFO, args[0]
    else:
        priority, message = args
        if not isinstance(priority, int):
            raise TypeError(f"'{type(priority).__name__}' object cannot be interpreted as an integer")
    if not isinstance(message, str):
        raise TypeError(f"syslog() argument {len(args)} must be str, not {type(message).__name__}")
    message.encode()
    if _Log.ident is None:
        openlog()
    if not _Log.mask >> (priority & 7) & 1:
        return
    if not priority & ~7:
        priority |= _Log.facility
    ident = _Log.ident + (f"[{_os.getpid()}]" if _Log.options & LOG_PID else "")
    if _Log.options & LOG_PERROR:
        print(f"{ident}: {message}", file=_sys.stderr)
    if _Log.socket is None and not _connect():
        # Nobody listens: then there is nobody to tell.
        return
    stamp = _time.strftime("%b %e %H:%M:%S")
    try:
        _Log.socket.send(f"<{priority}>{stamp} {ident}: {message}".encode())
    except OSError:
        _Log.socket.close()
        _Log.socket = None


def setlogmask(maskpri, /):
    before = _Log.mask
    if not isinstance(maskpri, int):
        raise TypeError(f"'{type(maskpri).__name__}' object cannot be interpreted as an integer")
    # Zero only asks.
    if maskpri:
        _Log.mask = maskpri
    return before


def LOG_MASK(pri, /):
    return 1 << pri


def LOG_UPTO(pri, /):
    return (1 << pri + 1) - 1
