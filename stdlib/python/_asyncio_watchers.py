"""Child watchers: who waits for child processes on behalf of event loops, and the deprecated functions about them.

The one in use by default polls a descriptor for each process; the others are there for programs that name them.
"""

import asyncio
import itertools
import os
import signal
import threading
import warnings
from asyncio.log import logger

_HOME = "asyncio.unix_events"


def _deprecated(name):
    message = f"{name!r} is deprecated as of Python 3.12 and will be removed in Python 3.14."
    warnings.warn(message, DeprecationWarning, stacklevel=3)


class AbstractChildWatcher:
    """What a child watcher can do."""

    def __init_subclass__(cls):
        if cls.__module__ not in (__name__, _HOME):
            _deprecated("AbstractChildWatcher")

    def add_child_handler(self, pid, callback, *args):
        """Calls callback(pid, returncode, *args), perhaps in another thread, when that process has ended."""
        raise NotImplementedError

    def remove_child_handler(self, pid):
        """Forgets the process; False when it was not known."""
        raise NotImplementedError

    def attach_loop(self, loop):
        """Works for this loop from now on; for None, for none."""
        raise NotImplementedError

    def close(self):
        """Lets go of what it holds."""
        raise NotImplementedError

    def is_active(self):
        """True when it is able to notice the end of a process."""
        raise NotImplementedError

    def __enter__(self):
        raise NotImplementedError

    def __exit__(self, a, b, c):
        raise NotImplementedError


class _Independent(AbstractChildWatcher):
    """One that needs no loop of its own: it is always ready."""

    def is_active(self):
        return True

    def attach_loop(self, loop):
        pass

    def close(self):
        pass

    def remove_child_handler(self, pid):
        # What was begun goes on; loops never take a handler back.
        return True

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        pass


class PidfdChildWatcher(_Independent):
    """Has the running loop poll a descriptor for each process (Linux)."""

    def add_child_handler(self, pid, callback, *args):
        loop = asyncio.get_running_loop()
        fd = os.pidfd_open(pid)
        loop._add_reader(fd, self._ended, loop, fd, pid, callback, args)

    def _ended(self, loop, fd, pid, callback, args):
        loop._remove_reader(fd)
        os.close(fd)
        try:
            _, status = os.waitpid(pid, 0)
        except ChildProcessError:
            logger.warning("child process pid %d exit status already read:  will report returncode 255", pid)
            returncode = 255
        else:
            returncode = os.waitstatus_to_exitcode(status)
        callback(pid, returncode, *args)


class ThreadedChildWatcher(_Independent):
    """Has a thread wait for each process."""

    def __init__(self):
        self._numbers = itertools.count()
        self._threads = {}

    def __del__(self, _warn=warnings.warn):
        if any(thread.is_alive() for thread in list(self._threads.values())):
            message = f"{self.__class__} has registered but not finished child processes"
            _warn(message, ResourceWarning, source=self)

    def add_child_handler(self, pid, callback, *args):
        loop = asyncio.get_running_loop()
        name = f"asyncio-waitpid-{next(self._numbers)}"
        self._threads[pid] = threading.Thread(
            target=self._do_waitpid, name=name, args=(loop, pid, callback, args), daemon=True
        )
        self._threads[pid].start()

    def _do_waitpid(self, loop, pid, callback, args):
        try:
            _, status = os.waitpid(pid, 0)
        except ChildProcessError:
            logger.warning("Unknown child process pid %d, will report returncode 255", pid)
            returncode = 255
        else:
            returncode = os.waitstatus_to_exitcode(status)
            if loop.get_debug():
                logger.debug("process %s exited with returncode %s", pid, returncode)
        if loop.is_closed():
            logger.warning("Loop %r that handles pid %r is closed", loop, pid)
        else:
            loop.call_soon_threadsafe(callback, pid, returncode, *args)
        self._threads.pop(pid)


class _Registry(AbstractChildWatcher):
    """One that keeps a table of processes and looks for ended ones at each SIGCHLD."""

    def __init__(self):
        self._callbacks = {}

    def remove_child_handler(self, pid):
        return self._callbacks.pop(pid, None) is not None

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        pass

    def _do_waitpid_all(self):
        for pid in list(self._callbacks):
            self._do_waitpid(pid)

    def _poll(self, pid):
        """The return code of an ended process; None for one that runs."""
        try:
            ended, status = os.waitpid(pid, os.WNOHANG)
        except ChildProcessError:
            logger.warning("Unknown child process pid %d, will report returncode 255", pid)
            return 255
        return None if ended == 0 else os.waitstatus_to_exitcode(status)


class BaseChildWatcher(_Registry):
    """One that is attached to a loop of the main thread."""

    def __init__(self):
        super().__init__()
        self._loop = None

    def close(self):
        self.attach_loop(None)

    def is_active(self):
        return self._loop is not None and self._loop.is_running()

    def _do_waitpid(self, expected_pid):
        raise NotImplementedError

    def _do_waitpid_all(self):
        raise NotImplementedError

    def attach_loop(self, loop):
        assert loop is None or isinstance(loop, asyncio.AbstractEventLoop)
        if self._loop is not None:
            if loop is None and self._callbacks:
                message = "A loop is being detached from a child watcher with pending handlers"
                warnings.warn(message, RuntimeWarning)
            self._loop.remove_signal_handler(signal.SIGCHLD)
        self._loop = loop
        if loop is not None:
            loop.add_signal_handler(signal.SIGCHLD, self._sig_chld)
            # Who ended between the two loops sends no signal any more.
            self._do_waitpid_all()

    def _sig_chld(self):
        try:
            self._do_waitpid_all()
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            context = {"message": "Unknown exception in SIGCHLD handler", "exception": exc}
            self._loop.call_exception_handler(context)

    def _note_exit(self, what, pid, returncode):
        if self._loop.get_debug():
            logger.debug("%s %s exited with returncode %s", what, pid, returncode)


class SafeChildWatcher(BaseChildWatcher):
    """Asks after each of its processes: leaves other children alone, and takes the longer the more there are."""

    def __init__(self):
        super().__init__()
        _deprecated("SafeChildWatcher")

    def close(self):
        self._callbacks.clear()
        super().close()

    def add_child_handler(self, pid, callback, *args):
        self._callbacks[pid] = (callback, args)
        # It may have ended before anybody looked.
        self._do_waitpid(pid)

    def _do_waitpid_all(self):
        _Registry._do_waitpid_all(self)

    def _do_waitpid(self, expected_pid):
        assert expected_pid > 0
        returncode = self._poll(expected_pid)
        if returncode is None:
            return
        self._note_exit("process", expected_pid, returncode)
        try:
            callback, args = self._callbacks.pop(expected_pid)
        except KeyError:
            if self._loop.get_debug():
                logger.warning("Child watcher got an unexpected pid: %r", expected_pid, exc_info=True)
        else:
            callback(expected_pid, returncode, *args)


class FastChildWatcher(BaseChildWatcher):
    """Takes every child that has ended, also those that others wait for."""

    def __init__(self):
        super().__init__()
        self._lock = threading.Lock()
        # Ended before they were announced; only while somebody is starting processes.
        self._zombies = {}
        self._forks = 0
        _deprecated("FastChildWatcher")

    def close(self):
        self._callbacks.clear()
        self._zombies.clear()
        super().close()

    def __enter__(self):
        with self._lock:
            self._forks += 1
        return self

    def __exit__(self, a, b, c):
        with self._lock:
            self._forks -= 1
            if self._forks or not self._zombies:
                return
            unknown = str(self._zombies)
            self._zombies.clear()
        logger.warning("Caught subprocesses termination from unknown pids: %s", unknown)

    def add_child_handler(self, pid, callback, *args):
        assert self._forks, "Must use the context manager"
        with self._lock:
            if pid not in self._zombies:
                self._callbacks[pid] = callback, args
                return
            returncode = self._zombies.pop(pid)
        callback(pid, returncode, *args)

    def _do_waitpid_all(self):
        # One signal may stand for several children.
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            self._ended(pid, os.waitstatus_to_exitcode(status))

    def _ended(self, pid, returncode):
        with self._lock:
            known = self._callbacks.pop(pid, None)
            if known is None and self._forks:
                self._zombies[pid] = returncode
        if known is not None:
            self._note_exit("process", pid, returncode)
            callback, args = known
            callback(pid, returncode, *args)
        elif self._forks:
            self._note_exit("unknown process", pid, returncode)
        else:
            logger.warning("Caught subprocess termination from unknown pid: %d -> %d", pid, returncode)


class MultiLoopChildWatcher(_Registry):
    """Works for loops in any thread: it handles SIGCHLD itself."""

    def __init__(self):
        super().__init__()
        self._saved_sighandler = None
        _deprecated("MultiLoopChildWatcher")

    def is_active(self):
        return self._saved_sighandler is not None

    def close(self):
        self._callbacks.clear()
        if self._saved_sighandler is None:
            return
        if signal.getsignal(signal.SIGCHLD) != self._sig_chld:
            logger.warning("SIGCHLD handler was changed by outside code")
        else:
            signal.signal(signal.SIGCHLD, self._saved_sighandler)
        self._saved_sighandler = None

    def attach_loop(self, loop):
        if self._saved_sighandler is not None:
            return
        self._saved_sighandler = signal.signal(signal.SIGCHLD, self._sig_chld)
        if self._saved_sighandler is None:
            logger.warning(
                "Previous SIGCHLD handler was set by non-Python code, restore to default handler on watcher close."
            )
            self._saved_sighandler = signal.SIG_DFL

    def add_child_handler(self, pid, callback, *args):
        self._callbacks[pid] = (asyncio.get_running_loop(), callback, args)
        # It may have ended before anybody looked.
        self._do_waitpid(pid)

    def _do_waitpid(self, expected_pid):
        assert expected_pid > 0
        returncode = self._poll(expected_pid)
        if returncode is None:
            return
        try:
            loop, callback, args = self._callbacks.pop(expected_pid)
        except KeyError:
            logger.warning("Child watcher got an unexpected pid: %r", expected_pid, exc_info=True)
            return
        if loop.is_closed():
            logger.warning("Loop %r that handles pid %r is closed", loop, expected_pid)
            return
        if loop.get_debug():
            logger.debug("process %s exited with returncode %s", expected_pid, returncode)
        loop.call_soon_threadsafe(callback, expected_pid, returncode, *args)

    def _sig_chld(self, signum, frame):
        try:
            self._do_waitpid_all()
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException:
            logger.warning("Unknown exception in SIGCHLD handler", exc_info=True)


for _class in list(globals().values()):
    if isinstance(_class, type) and issubclass(_class, AbstractChildWatcher):
        _class.__module__ = _HOME


def can_use_pidfd():
    """True when the system has descriptors for processes and lets us use them."""
    try:
        os.close(os.pidfd_open(os.getpid(), 0))
    except (AttributeError, OSError):
        return False
    return True


can_use_pidfd.__module__ = _HOME


# ---- the default policy's methods ----


def policy_watcher(policy):
    """The watcher of a policy, made at first use."""
    if getattr(policy, "_watcher", None) is None:
        policy._watcher = PidfdChildWatcher() if can_use_pidfd() else ThreadedChildWatcher()
    return policy._watcher


def get_watcher(policy):
    watcher = policy_watcher(policy)
    _deprecated("get_child_watcher")
    return watcher


def set_watcher(policy, watcher):
    assert watcher is None or isinstance(watcher, AbstractChildWatcher)
    before = getattr(policy, "_watcher", None)
    if before is not None:
        before.close()
    policy._watcher = watcher
    _deprecated("set_child_watcher")


# ---- asyncio's functions ----


def get_child_watcher():
    return asyncio.get_event_loop_policy().get_child_watcher()


def set_child_watcher(watcher):
    return asyncio.get_event_loop_policy().set_child_watcher(watcher)


for _function in (get_child_watcher, set_child_watcher):
    _function.__module__ = "asyncio.events"
del _class, _function
