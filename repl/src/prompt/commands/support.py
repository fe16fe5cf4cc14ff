"""What the prompt's commands await, and what is shorter in Python. Loaded by the first command that needs it."""

import asyncio
import os
import pickle
import shutil
import sys
import tempfile
import traceback
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
    """Shows a text in the user's pager, or else the first one there is; without any it is printed."""
    known = [name for name in ("less -R", "more") if shutil.which(name.split()[0])]
    pager = os.environ.get("PAGER") or (known[0] if known else None)
    if pager is None:
        print(text)
        return
    process = await asyncio.create_subprocess_shell(pager, stdin=asyncio.subprocess.PIPE)
    try:
        process.stdin.write(text.encode(errors="replace"))
        await process.stdin.drain()
        process.stdin.close()
    except OSError:
        pass  # The pager was left before the end of the text.
    await _end(process)


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


def verbose(error):
    """A traceback with the variables of each frame."""
    return "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())


# ---- looking around after an error ----

DEBUG_HELP = """\
w  the frames          u, d  one frame up, down    l  the lines around
a  the variables       q     leave                 h  this text
Anything else is Python, in the frame."""


def _lines_around(frame, line):
    import linecache

    for number in range(max(1, line - 5), line + 6):
        text = linecache.getline(frame.f_code.co_filename, number, frame.f_globals)
        if text:
            print(f"{'->' if number == line else '  '} {number:4} {text.rstrip()}")


def _evaluate(text, frame):
    names = dict(frame.f_locals)
    try:
        try:
            code = compile(text, "<debug>", "eval")
        except SyntaxError:
            exec(compile(text, "<debug>", "exec"), frame.f_globals, names)
            return
        value = eval(code, frame.f_globals, names)
        if value is not None:
            print(repr(value))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


def debug(error):
    """Looks around in the frames that an error came through."""
    frames = [(frame, line) for frame, line in traceback.walk_tb(error.__traceback__)]
    own = [at for at, (frame, _) in enumerate(frames) if not frame.f_code.co_filename.startswith("<taipan>")]
    if not own:
        print("the error came through no frames")
        return
    at = own[-1]

    def show(at, mark="> "):
        frame, line = frames[at]
        print(f"{mark}{frame.f_code.co_filename}:{line} in {frame.f_code.co_qualname}")

    print(f"{type(error).__name__}: {error}   (h for help)")
    show(at)
    while True:
        try:
            text = input("debug> ").strip()
        except EOFError:
            print()
            return
        frame, line = frames[at]
        match text:
            case "":
                pass
            case "q" | "quit" | "exit":
                return
            case "h" | "help" | "?":
                print(DEBUG_HELP)
            case "w" | "where" | "bt":
                for number in range(len(frames)):
                    show(number, "> " if number == at else "  ")
            case "u" | "up" | "d" | "down":
                to = at - 1 if text.startswith("u") else at + 1
                if 0 <= to < len(frames):
                    at = to
                    show(at)
                else:
                    print("there is no frame beyond")
            case "l" | "list" | "ll":
                _lines_around(frame, line)
            case "a" | "args" | "locals":
                for name, value in frame.f_locals.items():
                    print(f"{name} = {value!r}")
            case _:
                prefix, _, rest = text.partition(" ")
                _evaluate(rest if prefix in ("p", "pp") and rest else text, frame)


# ---- variables from session to session ----


def _store():
    state = os.environ.get("XDG_STATE_HOME") or os.path.expanduser("~/.local/state")
    return os.path.join(state, "taipan", "store")


def stored():
    """The names that are stored."""
    try:
        return sorted(os.listdir(_store()))
    except OSError:
        return []


def store(name, value):
    """Keeps a value under a name."""
    data = pickle.dumps(value)
    os.makedirs(_store(), mode=0o700, exist_ok=True)
    with open(os.path.join(_store(), name), "wb") as file:
        file.write(data)


def restore(name):
    """A value that was kept."""
    with open(os.path.join(_store(), name), "rb") as file:
        return pickle.loads(file.read())


def unstore(name):
    """Forgets a value."""
    os.remove(os.path.join(_store(), name))
