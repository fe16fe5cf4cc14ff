"""What the prompt's commands await, and what is shorter in Python. Loaded by the first command that needs it."""

import asyncio
import os
import sys
import tempfile
from time import perf_counter

# How long a child may take to end after Ctrl-C, which it got as well.
GRACE = 2


async def _end(process):
    """Waits for a child; Ctrl-C is for the child, and ends the wait only when that does not end."""
    try:
        return await process.wait()
    except asyncio.CancelledError:
        asyncio.current_task().uncancel()
        try:
            return await asyncio.wait_for(process.wait(), GRACE)
        except TimeoutError:
            process.kill()
            return await process.wait()


async def shell(command):
    """Runs a command with the terminal as its own; its exit status."""
    sys.stdout.flush()
    sys.stderr.flush()
    return await _end(await asyncio.create_subprocess_shell(command))


async def lines(command):
    """Runs a command; the lines that it writes."""
    process = await asyncio.create_subprocess_shell(command, stdout=asyncio.subprocess.PIPE)
    reading = asyncio.ensure_future(process.stdout.read())
    try:
        text = await asyncio.shield(reading)
    finally:
        await _end(process)
    return text.decode(errors="replace").splitlines()


async def page(text):
    """Shows a text in the user's pager."""
    pager = os.environ.get("PAGER") or "less -R"
    process = await asyncio.create_subprocess_shell(pager, stdin=asyncio.subprocess.PIPE)
    try:
        process.stdin.write(text.encode(errors="replace"))
        await process.stdin.drain()
        process.stdin.close()
    except OSError:
        pass  # The pager was left before the end of the text.
    status = await _end(process)
    if status == 127:
        print(text)


def write(path, text, mode):
    """Writes a text to a file."""
    with open(os.path.expanduser(path), mode, encoding="utf-8") as file:
        file.write(text)


def scratch(text):
    """A new file with this text: its path."""
    number, path = tempfile.mkstemp(prefix="taipan-", suffix=".py", text=True)
    with open(number, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def _loops(measured):
    """The next number of loops to try, None when this one takes long enough."""
    loops, seconds = measured
    if seconds >= 0.2:
        return None
    return loops * 10 if seconds < 0.02 else int(loops * 0.25 / seconds) + 1


def timeit(make, loops, runs):
    """Seconds a loop of several runs: (loops a run, list of seconds)."""
    if not loops:
        loops = 1
        while more := _loops((loops, make(loops, perf_counter))):
            loops = more
    return loops, [make(loops, perf_counter) / loops for _ in range(runs)]


async def timeit_async(make, loops, runs):
    """As timeit, of statements that wait."""
    if not loops:
        loops = 1
        while more := _loops((loops, await make(loops, perf_counter))):
            loops = more
    return loops, [await make(loops, perf_counter) / loops for _ in range(runs)]
