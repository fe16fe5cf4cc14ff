"""Random asyncio programs, the same for the same seed on every version of Python.

    python3 generate.py SEED        prints the program of that seed

A program is the text of `async def main()` and what it needs; harness.py runs it. Whatever happens is logged, so that the
log shows in which order everything happened. Delays are multiples of 1/512 second: sums of them are exact in floating point
and in nanoseconds, so that timers that fall due together do so exactly.
"""

import random
import sys

UNIT = "U"  # 1/512 s
TASKS = 40  # that a program may make


class Program:
    def __init__(self, seed):
        self.r = random.Random(seed)
        self.lines = []
        self.level = 0
        self.names = 0
        self.functions = self.r.randint(3, 6)
        self.function = 0
        self.depth = 0
        self.left = 0

    # ---- text ----

    def put(self, text):
        self.lines.append("    " * self.level + text)

    def name(self, prefix):
        self.names += 1
        return "%s%d" % (prefix, self.names)

    def delay(self):
        return "%d * U" % self.r.choice([1, 1, 2, 3, 4, 5, 7, 8, 12, 20, 33])

    def short(self):
        return self.r.choice(["0", "0", "0", "U", "2 * U"])

    def pick(self, kind):
        return "%s[%d]" % (kind, self.r.randrange(2))

    def log(self, what, *details):
        self.put("log(me, %s)" % ", ".join([repr(what), *details]))

    def block(self, head, body, *args):
        self.put(head)
        self.level += 1
        body(*args)
        self.level -= 1

    # ---- the parts of a program ----

    def program(self):
        for self.function in range(self.functions):
            self.lines.append("")
            if self.r.random() < 0.25:
                self.generator_function()
            self.worker()
        self.lines.append("")
        self.main()
        return "\n".join(self.lines) + "\n"

    def worker(self):
        self.put("async def w%d(me):" % self.function)
        self.level += 1
        self.log("begin", "current(me)")
        self.left = self.r.randint(3, 9)
        self.block("try:", self.body, self.r.randint(1, 4))
        if self.r.random() < 0.6:
            self.put("except asyncio.CancelledError as e:")
            self.level += 1
            self.log("cancelled", "show(e)", "cancelling()")
            if self.r.random() < 0.3:
                self.simple_wait()
            self.put(self.r.choice(["raise", "raise", "raise", "uncancel(); raise", "uncancel()", "pass", "raise E1(me)"]))
            self.level -= 1
        if self.r.random() < 0.4:
            self.put("except (E1, E2) as e:")
            self.level += 1
            self.log("error", "show(e)")
            self.put(self.r.choice(["raise", "pass", "return 7", "raise E2(me) from e"]))
            self.level -= 1
        self.put("finally:")
        self.level += 1
        if self.r.random() < 0.25:
            self.simple_wait()
        self.log("end")
        self.level -= 1
        self.put("return me")
        self.level -= 1

    def generator_function(self):
        self.put("@kept")
        self.put("async def g%d(me):" % self.function)
        self.level += 1
        self.put("try:")
        self.level += 1
        for _ in range(self.r.randint(1, 3)):
            if self.r.random() < 0.6:
                self.simple_wait()
            self.put("got = yield %d" % self.r.randrange(10))
            self.log("resumed", "got")
        if self.r.random() < 0.2:
            self.put("raise E1(me)")
        self.level -= 1
        if self.r.random() < 0.4:
            self.put(self.r.choice(["except asyncio.CancelledError as e:", "except E1 as e:", "except GeneratorExit as e:"]))
            self.level += 1
            self.log("generator caught", "show(e)")
            self.put(self.r.choice(["raise", "raise", "return"]))
            self.level -= 1
        self.put("finally:")
        self.level += 1
        if self.r.random() < 0.5:
            self.simple_wait()
        self.log("generator ends")
        self.level -= 2

    def main(self):
        self.put("async def main():")
        self.level += 1
        self.put("me = 'main'")
        if self.r.random() < 0.15:
            self.put("asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)")
        if self.r.random() < 0.4:
            self.put("spawn(ticker, 'tick')")
        for _ in range(self.r.randint(2, 5)):
            self.put("spawn(w%d)" % self.r.randrange(self.functions))
            if self.r.random() < 0.4:
                self.simple_wait()
        for _ in range(self.r.randint(0, 3)):
            self.put(self.r.choice([
                "cancel(%d)" % self.r.randrange(8),
                "later(%s, cancel, %d)" % (self.delay(), self.r.randrange(8)),
                "later(%s, cancel, %d)" % (self.delay(), self.r.randrange(8)),
                "soon(cancel, %d)" % self.r.randrange(8),
                "later(%s, spawn, w%d)" % (self.delay(), self.r.randrange(self.functions)),
            ]))
        self.put("await finish()")
        self.level -= 1

    def body(self, count):
        self.depth += 1
        for _ in range(count):
            self.statement()
        self.depth -= 1

    def statement(self):
        """Something that may wait; nested only as long as there is something left."""
        self.left -= 1
        simple = [self.simple_wait] * 3 + [self.instant] * 3 + [self.use_queue, self.use_event, self.use_future, self.await_task]
        nested = [self.use_lock, self.use_condition, self.use_semaphore, self.timeout, self.wait_for, self.group, self.gather,
                  self.wait, self.shield, self.as_completed, self.guarded, self.loop, self.context_manager, self.barrier,
                  self.call, self.async_for, self.drive_generator, self.exit_stack, self.use_queue, self.await_task]
        choices = simple if self.depth > 4 or self.left < 0 else simple + nested
        self.r.choice(choices)()

    def simple_wait(self):
        kind = self.r.randrange(4)
        if kind == 0:
            self.put("await asyncio.sleep(0)")
        elif kind == 1:
            self.put("log(me, 'slept', await asyncio.sleep(%s, 'r'))" % self.delay())
        elif kind == 2:
            self.put("await asyncio.sleep(%s)" % self.short())
        else:
            self.put("await asyncio.sleep(%s)" % self.delay())
        self.log("after sleep", "now()")

    def instant(self):
        """What never waits."""
        self.put(self.r.choice([
            "spawn(%s)" % self.inner(), "spawn(%s)" % self.inner(), "spawn(%s)" % self.inner(),
            "cancel(%d)" % self.r.randrange(8), "cancel(%d, 'why')" % self.r.randrange(8),
            "cancel(%d); cancel(%d)" % ((self.r.randrange(8),) * 2),
            "asyncio.current_task().cancel()", "asyncio.current_task().cancel('self')",
            "log(me, 'uncancel', asyncio.current_task().uncancel())",
            "soon(log, me, 'soon')", "later(%s, log, me, 'later')" % self.delay(),
            "at(%s, log, me, 'at')" % self.delay(), "later(%s, cancel, %d)" % (self.delay(), self.r.randrange(8)),
            "later(%s, EVENTS[0].set)" % self.delay(), "handle = later(%s, log, me, 'not this'); handle.cancel()" % self.delay(),
            "soon(log, me, 'not this').cancel()", "soon(fail, me)",
            "VAR.set(me); log(me, 'var', VAR.get())", "log(me, 'var', VAR.get())",
            "spawn_in(contextvars.copy_context(), %s)" % self.inner(),
            "log(me, 'states', states())", "log(me, 'locks', [x.locked() for x in LOCKS], [x.locked() for x in SEMAPHORES])",
            "raise E1(me)", "return 5" if self.depth > 1 else "pass", "raise E2(me)" if self.r.random() < 0.3 else "pass",
            "watch(%d, me)" % self.r.randrange(8), "%s.set()" % self.pick("EVENTS"), "%s.clear()" % self.pick("EVENTS"),
        ]))

    def inner(self):
        """A worker that this one may start: one defined later, so that nothing goes round in circles."""
        later = self.r.randrange(self.function + 1, self.functions + 1)
        return "leaf" if later == self.functions else "w%d" % later

    def new(self):
        """A new coroutine."""
        return "call(%s)" % self.inner()

    # ---- the kinds of waits ----

    def use_event(self):
        event = self.pick("EVENTS")
        self.put(self.r.choice(["%s.set()" % event, "log(me, 'event', await %s.wait())" % event]))

    def use_future(self):
        future = self.pick("FUTURES")
        self.put(self.r.choice([
            "if not %s.done(): %s.set_result(me)" % (future, future),
            "if not %s.done(): %s.set_exception(E1(me))" % (future, future),
            "%s.cancel()" % future,
            "log(me, 'future', await %s)" % future,
            "log(me, 'future', await %s)" % future,
            "%s.add_done_callback(lambda f: log(me, 'future is done', f.cancelled()))" % future,
        ]))

    def await_task(self):
        self.put("log(me, 'task', await task(%d))" % self.r.randrange(8))

    def use_lock(self):
        lock = self.pick("LOCKS")
        if self.r.random() < 0.7:
            self.block("async with %s:" % lock, self.locked, "lock")
        else:
            self.put("log(me, 'acquired', await %s.acquire())" % lock)
            self.block("try:", self.body, self.r.randint(1, 2))
            self.block("finally:", self.put, "%s.release()" % lock)

    def locked(self, what):
        self.log(what)
        self.body(self.r.randint(1, 2))

    def use_semaphore(self):
        semaphore = self.pick("SEMAPHORES")
        if self.r.random() < 0.8:
            self.block("async with %s:" % semaphore, self.locked, "semaphore")
        else:
            self.put("SEMAPHORES[0].release()")

    def use_condition(self):
        condition = self.pick("CONDITIONS")

        def inside():
            self.log("condition")
            for _ in range(self.r.randint(1, 3)):
                kind = self.r.randrange(6)
                if kind == 0:
                    self.put("%s.notify(%d)" % (condition, self.r.randint(1, 2)))
                elif kind == 1:
                    self.put("%s.notify_all()" % condition)
                elif kind == 2:
                    self.put("log(me, 'notified', await %s.wait())" % condition)
                elif kind == 3:
                    self.put("STATE.append(1)")
                    self.put("%s.notify_all()" % condition)
                elif kind == 4:
                    self.put("log(me, 'predicate', await %s.wait_for(lambda: len(STATE) > %d))" % (condition, self.r.randint(0, 3)))
                else:
                    self.statement()
        self.block("async with %s:" % condition, inside)

    def use_queue(self):
        queue = "QUEUES[%d]" % self.r.randrange(4)
        self.put(self.r.choice([
            "await %s.put(%d)" % (queue, self.r.randrange(20)), "await %s.put(%d)" % (queue, self.r.randrange(20)),
            "log(me, 'got', await %s.get())" % queue, "log(me, 'got', await %s.get())" % queue,
            "log(me, 'got', await %s.get()); %s.task_done()" % (queue, queue),
            "attempt(me, %s.put_nowait, %d)" % (queue, self.r.randrange(20)), "attempt(me, %s.get_nowait)" % queue,
            "attempt(me, %s.task_done)" % queue, "await %s.join()" % queue,
            "%s.shutdown(%s)" % (queue, self.r.choice(["True", "False"])) if self.r.random() < 0.2 else "log(me, %s.qsize())" % queue,
        ]))
        self.log("after queue")

    def barrier(self):
        self.put(self.r.choice([
            "log(me, 'barrier', await BARRIERS[0].wait())", "log(me, 'barrier', await BARRIERS[0].wait())",
            "log(me, 'barrier', await BARRIERS[1].wait())", "await BARRIERS[0].reset()",
            "await BARRIERS[0].abort()" if self.r.random() < 0.3 else "log(me, BARRIERS[0].n_waiting, BARRIERS[0].broken)",
        ]))

    def timeout(self):
        name = self.name("t")
        head = self.r.choice(["asyncio.timeout(%s)" % self.delay(), "asyncio.timeout(%s)" % self.delay(),
                              "asyncio.timeout_at(loop_time() + %s)" % self.delay(), "asyncio.timeout(None)", "asyncio.timeout(0)"])

        def inside():
            if self.r.random() < 0.2:
                self.put("%s.reschedule(loop_time() + %s)" % (name, self.delay()))
            self.body(self.r.randint(1, 3))

        def guarded():
            self.block("async with %s as %s:" % (head, name), inside)
            self.log("in time", "%s.expired()" % name)
        if self.r.random() < 0.7:
            self.block("try:", guarded)
            self.block("except TimeoutError as e:", self.log, "timeout", "show(e)", "now()")
        else:
            guarded()

    def awaited(self):
        return self.r.choice([self.new(), self.new(), "task(%d)" % self.r.randrange(8), "spawn(%s)" % self.inner(),
                              self.pick("FUTURES"), "%s.wait()" % self.pick("EVENTS"), "QUEUES[%d].get()" % self.r.randrange(4),
                              "%s.acquire()" % self.pick("SEMAPHORES"), "asyncio.sleep(%s, 's')" % self.delay()])

    def wait_for(self):
        self.guarded("log(me, 'wait_for', await asyncio.wait_for(%s, %s))" % (
            self.awaited(), self.r.choice([self.delay(), self.delay(), self.delay(), "None", "0", "-1"])))

    def shield(self):
        self.guarded("log(me, 'shield', await asyncio.shield(%s))" % self.awaited())

    def gather(self):
        parts = ", ".join(self.awaited() for _ in range(self.r.randint(0, 4)))
        if self.r.random() < 0.5:
            parts += ", return_exceptions=True" if parts else "return_exceptions=True"
        if self.r.random() < 0.8:
            self.guarded("log(me, 'gather', values(await asyncio.gather(%s)))" % parts)
        else:
            name = self.name("x")
            self.put("%s = asyncio.gather(%s)" % (name, parts))
            self.simple_wait()
            self.put("log(me, 'cancel gather', %s.cancel())" % name)
            self.guarded("log(me, 'gather', values(await %s))" % name)

    def tasks(self):
        return ", ".join(self.r.choice(["task(%d)" % self.r.randrange(8), "spawn(%s)" % self.inner()])
                         for _ in range(self.r.randint(1, 4)))

    def wait(self):
        timeout = self.r.choice(["None", self.delay(), self.delay(), "0"])
        when = self.r.choice(["FIRST_COMPLETED", "FIRST_EXCEPTION", "ALL_COMPLETED"])
        self.put("log(me, 'wait', sets(await asyncio.wait([%s], timeout=%s, return_when=asyncio.%s)))" % (self.tasks(), timeout, when))

    def as_completed(self):
        timeout = self.r.choice(["None", "None", self.delay()])
        style = self.r.choice(["for", "async for"])
        value = self.name("c")

        def each():
            self.put("log(me, 'completed', await %s)" % value)
            if self.r.random() < 0.3:
                self.simple_wait()
            if self.r.random() < 0.2:
                self.put("break")

        def loop():
            self.block("%s %s in asyncio.as_completed([%s], timeout=%s):" % (style, value, self.tasks(), timeout), each)
        self.block("try:", loop)
        self.block("except (E1, E2, TimeoutError) as e:", self.log, "as_completed", "show(e)")

    def group(self):
        name = self.name("tg")

        def inside():
            for _ in range(self.r.randint(1, 3)):
                self.put("group_task(%s, %s)" % (name, self.inner()))
                if self.r.random() < 0.3:
                    self.statement()
            if self.r.random() < 0.5:
                self.body(1)

        def group():
            self.block("async with asyncio.TaskGroup() as %s:" % name, inside)
            self.log("group is over")
        if self.r.random() < 0.7:
            self.block("try:", group)
            self.block("except* (E1, E2) as e:", self.log, "group", "show(e)")
        else:
            group()

    def call(self):
        self.put("log(me, 'returned', await %s)" % self.new())

    def guarded(self, text=None):
        """try, with handlers that swallow, raise or wait."""
        if text is None:
            self.block("try:", self.body, self.r.randint(1, 2))
        else:
            if self.r.random() < 0.4:
                return self.put(text)
            self.block("try:", self.put, text)
        kind = self.r.randrange(5)
        if kind == 0:
            self.put("except asyncio.CancelledError as e:")
            self.level += 1
            self.log("caught", "show(e)", "cancelling()")
            if self.r.random() < 0.4:
                self.simple_wait()
            self.put(self.r.choice(["raise", "uncancel()", "pass", "raise E2(me)"]))
            self.level -= 1
        elif kind == 1:
            self.put("finally:")
            self.level += 1
            self.simple_wait()
            self.level -= 1
        else:
            self.put("except (E1, E2, TimeoutError, asyncio.QueueShutDown, asyncio.BrokenBarrierError, ValueError) as e:")
            self.level += 1
            self.log("caught", "show(e)")
            self.level -= 1

    def loop(self):
        self.block("for %s in range(%d):" % (self.name("i"), self.r.randint(2, 3)), self.body, self.r.randint(1, 2))

    def context_manager(self):
        head = self.r.choice(["Manager(me, %s, %s)", "manager(me, %s, %s)"]) % (self.short(), self.short())
        self.block("async with %s:" % head, self.body, self.r.randint(1, 2))

    def exit_stack(self):
        name = self.name("stack")

        def inside():
            for _ in range(self.r.randint(1, 3)):
                self.put("await %s.enter_async_context(%s)" % (name, self.r.choice([
                    "Manager(me, %s, %s)" % (self.short(), self.short()), "manager(me, %s, %s)" % (self.short(), self.short()),
                    self.pick("LOCKS"), "asyncio.timeout(%s)" % self.delay()])))
            self.body(1)
        self.block("async with contextlib.AsyncExitStack() as %s:" % name, inside)

    def a_generator(self):
        return self.r.choice(["numbers(me, %d, %s)" % (self.r.randint(1, 4), self.short())] * 2
                             + ["g%d(me)" % i for i in range(self.function + 1) if "async def g%d(me):" % i in self.lines])

    def async_for(self):
        value = self.name("v")

        def each():
            self.log("item", value)
            if self.r.random() < 0.5:
                self.statement()
            if self.r.random() < 0.3:
                self.put(self.r.choice(["break", "continue", "break"]))
        kind = self.r.randrange(3)
        if kind == 0:
            self.block("async for %s in %s:" % (value, self.a_generator()), each)
        elif kind == 1:
            name = self.name("ag")

            def inside():
                self.block("async for %s in %s:" % (value, name), each)
            self.block("async with contextlib.aclosing(%s) as %s:" % (self.a_generator(), name), inside)
        else:
            self.put("log(me, 'list', [%s async for %s in %s])" % (value, value, self.a_generator()))

    def drive_generator(self):
        name = self.name("ag")
        self.put("%s = %s" % (name, self.a_generator()))

        def inside():
            for _ in range(self.r.randint(1, 4)):
                self.put(self.r.choice([
                    "log(me, 'anext', await anext(%s, 'none left'))" % name, "log(me, 'asend', await %s.asend(None))" % name,
                    "log(me, 'athrow', await %s.athrow(E1(me)))" % name, "log(me, 'aclose', await %s.aclose())" % name,
                    "log(me, 'anext', await asyncio.wait_for(anext(%s), %s))" % (name, self.delay()),
                ]))
        self.block("try:", inside)
        self.block("except (E1, StopAsyncIteration, TimeoutError, RuntimeError) as e:", self.log, "generator", "show(e)")
        if self.r.random() < 0.8:
            self.put("await %s.aclose()" % name)


def program(seed):
    return Program(seed).program()


if __name__ == "__main__":
    print(program(int(sys.argv[1])), end="")
