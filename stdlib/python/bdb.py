"""The base of debuggers. It would need sys.settrace, which Taipan does not have; what imports this module works."""

__all__ = ["Bdb", "BdbQuit", "Breakpoint"]


class BdbQuit(Exception):
    """The user wants the program to end."""


def _refuse(*args, **kwargs):
    raise NotImplementedError("debuggers (module bdb) are not supported by Taipan")


class Bdb:
    """A debugger: it can be made, but not started."""

    def __init__(self, skip=None, backend="settrace"):
        self.skip = set(skip) if skip else None
        self.breaks = {}

    def reset(self):
        self.quitting = False

    set_trace = set_continue = set_step = set_next = set_until = set_break = run = runeval = runcall = runctx = _refuse


class Breakpoint:
    """A place where a debugger would stop."""

    __init__ = _refuse


set_trace = _refuse
