"""asyncio's call graphs: which task waits for which, and where each of them stands.

Loaded when asyncio is first asked for one of the functions.
"""

import sys as _sys
from dataclasses import dataclass as _dataclass
from types import FrameType as _Frame

from asyncio import Future as _Future
from asyncio import Task as _Task
from asyncio import current_task as _current_task
from asyncio import get_running_loop as _get_running_loop

# Where CPython has them, and where their __module__ says they are.
__name__ = "asyncio.graph"

_COROUTINE, _GENERATOR, _ASYNC_GENERATOR = 0x80, 0x20, 0x200


@_dataclass(frozen=True, slots=True)
class FrameCallGraphEntry:
    """A frame in the call stack of a task."""

    frame: _Frame


@_dataclass(frozen=True, slots=True)
class FutureCallGraph:
    """A future, the call stack of its coroutine (innermost first), and the graphs of those that wait for it."""

    future: _Future
    call_stack: tuple[FrameCallGraphEntry, ...]
    awaited_by: tuple["FutureCallGraph", ...]


def _cut(stack, limit):
    """At most so many entries: the outermost ones, or (negative) the innermost."""
    if limit is None:
        return tuple(stack)
    if limit >= 0:
        return tuple(stack[len(stack) - min(limit, len(stack)):])
    return tuple(stack[:-limit])


def _suspended(awaitable):
    """The frames of a chain of awaits, innermost first."""
    stack = []
    while awaitable is not None:
        for kind in "cr", "gi", "ag":
            if hasattr(awaitable, kind + "_frame"):
                break
        else:
            break
        frame = getattr(awaitable, kind + "_frame")
        if frame is not None:
            stack.append(FrameCallGraphEntry(frame))
        awaitable = getattr(awaitable, "gi_yieldfrom" if kind == "gi" else kind + "_await", None)
    stack.reverse()
    return stack


def _running(depth):
    """The frames of the current task's step, innermost first."""
    stack = []
    frame = _sys._getframe(depth)
    while frame is not None:
        stack.append(FrameCallGraphEntry(frame))
        back = frame.f_back
        suspends = _COROUTINE | _GENERATOR | _ASYNC_GENERATOR
        if frame.f_code.co_flags & suspends and (back is None or not back.f_code.co_flags & suspends):
            break
        frame = back
    return stack


def _waiters(future, limit, above):
    found = sorted(future._asyncio_awaited_by or (), key=id)
    return tuple(_graph(waiter, limit, above) for waiter in found if waiter not in above)


def _graph(future, limit, above=()):
    if not isinstance(future, _Future):
        raise TypeError(f"{future!r} object does not appear to be compatible with asyncio.Future")
    coro = future.get_coro() if limit != 0 and hasattr(future, "get_coro") else None
    return FutureCallGraph(future, _cut(_suspended(coro), limit), _waiters(future, limit, (*above, future)))


def _current():
    try:
        _get_running_loop()
    except RuntimeError:
        return None
    return _current_task()


def _capture(future, depth, limit):
    current = _current()
    if future is None:
        future = current
        if future is None:
            return None
    if future is not current:
        return _graph(future, limit)
    stack = [] if limit == 0 else _running(depth + 2)
    return FutureCallGraph(future, _cut(stack, limit), _waiters(future, limit, (future,)))


def capture_call_graph(future=None, /, *, depth=1, limit=None):
    """The call graph of a future or task, or of the current task; None without one.

    depth: how many frames of the current task to leave out, from the innermost on. limit: as many entries of each call stack
    at most, those nearest to where the task began; negative: the innermost; 0: no call stacks.
    """
    return _capture(future, depth, limit)


def _entry(frame):
    code = frame.f_code
    kinds = {_COROUTINE: "async ", _ASYNC_GENERATOR: "async generator ", _GENERATOR: "generator "}
    kind = next((text for flag, text in kinds.items() if code.co_flags & flag), "")
    return f"File {code.co_filename!r}, line {frame.f_lineno}, in {kind}{code.co_qualname}()"


def _lines(graph, level):
    indent = "    " * level
    future = graph.future
    if isinstance(future, _Task):
        yield f"{indent}* Task(name={future.get_name()!r}, id={id(future):#x})"
    else:
        yield f"{indent}* Future(id={id(future):#x})"
    if graph.call_stack:
        yield f"{indent}  + Call stack:"
        for entry in graph.call_stack:
            yield f"{indent}  |   {_entry(entry.frame)}"
    if graph.awaited_by:
        yield f"{indent}  + Awaited by:"
        for waiter in graph.awaited_by:
            yield from _lines(waiter, level + 1)


def format_call_graph(future=None, /, *, depth=1, limit=None):
    """The call graph as text; the empty text without a task."""
    graph = _capture(future, depth, limit)
    return "" if graph is None else "\n".join(_lines(graph, 0))


def print_call_graph(future=None, /, *, file=None, depth=1, limit=None):
    """Prints the call graph."""
    graph = _capture(future, depth, limit)
    print("" if graph is None else "\n".join(_lines(graph, 0)), file=file)
