"""Runs the programs of generate.py and prints what each logged. Under CPython on a loop with a virtual clock; Taipan is to
be called with --virtual-time.

    python3 harness.py FROM COUNT

What asyncio does in the order of a set is done in the order of creation here under CPython: that of a set changes from run
to run.
"""

import asyncio
import collections.abc
import contextlib
import contextvars
import gc
import inspect
import re
import selectors
import sys
import textwrap
import warnings
import zlib

import generate

U = 1 / 512
FAR = 1e6  # seconds; no program takes that long
TAIPAN = sys.implementation.name == "taipan"


class InOrder(collections.abc.MutableSet):
    """A set that keeps the order of its members."""

    def __init__(self, members=()):
        self.members = dict.fromkeys(members)

    def __contains__(self, member):
        return member in self.members

    def __iter__(self):
        return iter(self.members)

    def __len__(self):
        return len(self.members)

    def add(self, member):
        self.members[member] = None

    def discard(self, member):
        self.members.pop(member, None)


class VirtualSelector(selectors.DefaultSelector):
    def select(self, timeout=None):
        self.loop.now += timeout
        return super().select(0)


class WaitsForEver(SystemExit):
    """Nothing is ready, and no timer of the program is set."""


def give_up():
    """A timer that is due when no other is."""
    asyncio.get_running_loop().call_later(FAR, give_up)
    Run.current.waits_for_ever()
    raise WaitsForEver


class VirtualLoop(asyncio.SelectorEventLoop):
    def __init__(self):
        self.now = 0.0
        selector = VirtualSelector()
        selector.loop = self
        super().__init__(selector)
        self._asyncgens.data = InOrder()

    def time(self):
        return self.now

    def create_task(self, coro, *, name=None, context=None):
        # A factory is told the name, as from 3.13.3 on.
        factory = self.get_task_factory()
        return factory(self, coro, name=name, context=context) if factory else super().create_task(coro, name=name, context=context)


if not TAIPAN:
    make_group = asyncio.TaskGroup.__init__

    def in_order(self):
        make_group(self)
        self._tasks = InOrder()

    asyncio.TaskGroup.__init__ = in_order
    asyncio.tasks.set = InOrder
    completed = asyncio.tasks._AsCompletedIterator
    text = textwrap.dedent(inspect.getsource(completed.__init__))
    ordered = text.replace("{ensure_future(aw, loop=loop) for aw in set(aws)}", "set([ensure_future(aw, loop=loop) for aw in set(aws)])")
    assert ordered != text
    exec(ordered, asyncio.tasks.__dict__)
    completed.__init__ = asyncio.tasks.__dict__.pop("__init__")


class E1(Exception):
    pass


class E2(Exception):
    pass


def show(e, depth=0):
    text = type(e).__name__ + repr(e.args if not isinstance(e, BaseExceptionGroup) else tuple(show(x) for x in e.exceptions))
    if depth < 3 and e.__cause__ is not None:
        text += " from " + show(e.__cause__, depth + 1)
    elif depth < 3 and e.__context__ is not None and not e.__suppress_context__:
        text += " while " + show(e.__context__, depth + 1)
    return text


def value(x):
    return show(x) if isinstance(x, BaseException) else x


class Run:
    """One program: what it sees as globals, and its log."""

    current = None

    def __init__(self, seed):
        Run.current = self
        self.seed = seed
        self.text = generate.program(seed)
        self.log = []
        self.turn = 0
        self.count = {}
        self.made = 0
        self.over = False
        self.all = []
        self.named = 0
        self.entered = {}
        self.generators = []

    def write(self, *what):
        if len(self.log) < 2000 and not self.over:
            self.log.append("%d %s" % (self.turn, re.sub(r"Task-\d+", "Task", " ".join(map(str, what)))))

    def waits_for_ever(self):
        """What comes after is how the runner cleans up."""
        self.write("waits for ever")
        self.over = True

    def names(self):
        write, loop = self.write, asyncio.get_running_loop()
        start = loop.time()

        def call(function, prefix=None):
            """A coroutine with a name of its own."""
            name = prefix or function.__name__
            self.count[name] = self.count.get(name, 0) + 1
            self.made += 1
            if self.made > generate.TASKS and function is not ticker:
                return asyncio.sleep(0, "enough")
            return function("%s.%d" % (name, self.count[name]))

        def name():
            self.named += 1
            self.entered["t%d" % self.named] = self.named
            return "t%d" % self.named

        def added(made):
            self.all.append(made)
            return made

        def spawn(function, prefix=None):
            return added(asyncio.create_task(call(function, prefix), name=name()))

        def spawn_in(context, function):
            return added(asyncio.create_task(call(function), name=name(), context=context))

        def group_task(group, function):
            return added(group.create_task(call(function), name=name()))

        def task(number):
            """One that was made later than this one, so that none waits for itself by way of others."""
            number_of = {t: int(t.get_name()[1:]) for t in self.all}
            mine = self.entered.get(asyncio.current_task().get_name(), self.named)
            later = [t for t in self.all if number_of[t] > mine]
            return later[number % len(later)] if later else spawn(leaf)

        def cancel(number, *message):
            if self.all:
                t = self.all[number % len(self.all)]
                write("cancel", t.get_name(), t.cancel(*message))

        async def leaf(me):
            write(me, "begins")
            await asyncio.sleep(U)
            write(me, "ends")

        async def ticker(me):
            for _ in range(30):
                for _ in range(15):
                    await asyncio.sleep(0)
                    self.turn += 1
                await asyncio.sleep(U)

        def watch(number, me):
            if self.all:
                t = self.all[number % len(self.all)]
                t.add_done_callback(lambda t: write(me, "sees the end of", t.get_name(), t.cancelled()))

        def fail(me):
            raise E2(me)

        def attempt(me, function, *args):
            try:
                write(me, function.__name__, function(*args))
            except Exception as e:
                write(me, function.__name__, show(e))

        def now():
            return (loop.time() - start) / U

        async def finish():
            for turn in range(60):
                try:
                    await asyncio.sleep(100 * U if turn < 8 else 0)
                except asyncio.CancelledError as e:
                    write("main", show(e))
                others = asyncio.all_tasks() - {asyncio.current_task(), *self.all}
                left = [t for t in self.all if not t.done()] + sorted(others, key=lambda t: (len(t.get_name()), t.get_name()))
                for t in left:
                    write("end", t.get_name(), t.cancel())
                if not left:
                    break
            for t in self.all:
                state = "pending" if not t.done() else "cancelled" if t.cancelled() else value(t.exception()) or t.result()
                write(t.get_name(), state, t.cancelling())

        class Manager:
            def __init__(self, me, before, after):
                self.me, self.before, self.after = me, before, after

            async def __aenter__(self):
                await asyncio.sleep(self.before)
                write(self.me, "enter")

            async def __aexit__(self, kind, error, tb):
                write(self.me, "exit", value(error))
                await asyncio.sleep(self.after)
                write(self.me, "left")

        @contextlib.asynccontextmanager
        async def manager(me, before, after):
            await asyncio.sleep(before)
            try:
                yield
            except E1 as e:
                write(me, "manager swallows", show(e))
            finally:
                await asyncio.sleep(after)
                write(me, "manager ends")

        def kept(function):
            """An async generator function whose generators live as long as the program: when CPython frees one that a
            failed task has left, depends on which of its frames are in a cycle."""
            def make(*arguments):
                self.generators.append(function(*arguments))
                return self.generators[-1]
            return make

        @kept
        async def numbers(me, count, pause):
            try:
                for i in range(count):
                    await asyncio.sleep(pause)
                    yield i
            finally:
                write(me, "numbers end")
                await asyncio.sleep(pause)

        return {
            "asyncio": asyncio, "contextlib": contextlib, "contextvars": contextvars, "U": U, "E1": E1, "E2": E2, "show": show,
            "log": write, "call": call, "spawn": spawn, "spawn_in": spawn_in, "group_task": group_task, "task": task,
            "cancel": cancel, "watch": watch, "fail": fail, "attempt": attempt, "now": now, "finish": finish, "ticker": ticker, "leaf": leaf,
            "Manager": Manager, "manager": manager, "numbers": numbers, "kept": kept, "loop_time": loop.time, "STATE": [],
            "values": lambda found: [value(x) for x in found],
            "sets": lambda found: [sorted(t.get_name() for t in part) for part in found],
            "current": lambda me: asyncio.current_task().get_name(), "cancelling": lambda: asyncio.current_task().cancelling(),
            "uncancel": lambda: asyncio.current_task().uncancel(),
            "states": lambda: "".join("d" if t.done() else "p" for t in self.all),
            "soon": loop.call_soon, "later": loop.call_later, "at": lambda delay, *call: loop.call_at(loop.time() + delay, *call),
            "VAR": contextvars.ContextVar("VAR", default="none"),
            "LOCKS": [asyncio.Lock(), asyncio.Lock()], "EVENTS": [asyncio.Event(), asyncio.Event()],
            "SEMAPHORES": [asyncio.Semaphore(1), asyncio.BoundedSemaphore(2)],
            "CONDITIONS": [asyncio.Condition(), asyncio.Condition()], "BARRIERS": [asyncio.Barrier(2), asyncio.Barrier(3)],
            "QUEUES": [asyncio.Queue(1), asyncio.Queue(), asyncio.LifoQueue(2), asyncio.PriorityQueue(3)],
            "FUTURES": [loop.create_future(), loop.create_future()],
        }

    async def main(self):
        def report(loop, context):
            message = context["message"]
            if "was never retrieved" not in message and "destroyed" not in message:
                error = context.get("exception")
                self.write("handler", message.split(" at 0x")[0].split("(")[0], error and show(error))

        asyncio.get_running_loop().set_exception_handler(report)
        asyncio.get_running_loop().call_later(FAR, give_up)
        names = self.names()
        exec(compile(self.text, "<program %d>" % self.seed, "exec"), names)
        await names["main"]()

    def run(self):
        print("=== %d %08x" % (self.seed, zlib.crc32(self.text.encode())))
        try:
            if TAIPAN:
                asyncio.run(self.main())
            else:
                with asyncio.Runner(loop_factory=VirtualLoop) as runner:
                    runner.run(self.main())
        except BaseException as e:
            self.write("ended with", show(e))
        print("\n".join(self.log))
        self.log.clear()
        self.over = True


def main():
    start, count = int(sys.argv[1]), int(sys.argv[2])
    warnings.simplefilter("ignore")
    sys.unraisablehook = lambda report: None
    gc.disable()
    for seed in range(start, start + count):
        Run(seed).run()
        gc.collect()
    print("=== end")


if __name__ == "__main__":
    main()
