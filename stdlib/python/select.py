"""Waiting for files to be ready: only waiting for none of them works yet."""

import time as _time

error = OSError


def select(rlist, wlist, xlist, timeout=None, /):
    if any(map(list, (rlist, wlist, xlist))):
        raise NotImplementedError("Taipan cannot wait for files in select.select() yet")
    if timeout is None:
        raise NotImplementedError("Taipan cannot wait for ever in select.select() yet")
    if timeout < 0:
        raise ValueError("timeout must be non-negative")
    _time.sleep(timeout)
    return [], [], []
