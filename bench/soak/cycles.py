"""Makes objects that only refer to themselves, of every kind in turn, and fails when memory grows.

    taipan bench/soak/cycles.py [objects of each kind, 2,000,000 by default]

Prints, for each kind, how much the resident memory grew between the first and the last quarter."""

import asyncio
import collections
import functools
import sys
import time
import weakref

# What the allocator and the collector may keep in hand, in MiB: garbage is collected once there is enough of it.
ALLOWED = 24


def resident():
    with open("/proc/self/statm") as f:
        return int(f.read().split()[1]) * 4096 / 2**20


class Node:
    pass


class Slotted:
    __slots__ = ("me", "__weakref__")


class Finalised:
    count = 0

    def __del__(self):
        Finalised.count += 1


def a_list():
    x = []
    x.append(x)


def a_dict():
    x = {}
    x["me"] = x


def a_tuple():
    x = []
    x.append((x, 1))


def a_set():
    x = Node()
    x.all = {x}


def an_instance():
    x, y = Node(), Node()
    x.other, y.other = y, x


def an_instance_with_slots():
    x = Slotted()
    x.me = x


def an_instance_with_a_finaliser():
    x = Finalised()
    x.me = x


def a_closure():
    def inner():
        return inner


def a_bound_method():
    x = Node()
    x.method = functools.partial(x.__repr__)
    x.another = x.__repr__


def a_deque():
    x = collections.deque()
    x.append(x)


def a_weak_reference():
    x = Node()
    x.ref = weakref.ref(x, lambda r: None)
    x.me = x


def a_generator():
    def numbers():
        me = yield
        yield
    x = numbers()
    next(x)
    x.send(x)


def an_iterator():
    x = []
    x.append(iter(x))


def an_exception():
    try:
        raise ValueError
    except ValueError as e:
        kept = e


def an_exception_chain():
    x = ValueError()
    y = KeyError()
    x.__context__, y.cause = y, x


def a_class():
    class Local:
        def method(self):
            return __class__
    Local().method()


def a_property():
    class Local:
        @property
        def value(self):
            return __class__

        @classmethod
        def make(cls):
            return cls()
    Local.make().value


def a_cached_function():
    @functools.lru_cache
    def f(n):
        return f
    f(1)


async def a_future():
    x = asyncio.get_running_loop().create_future()
    x.add_done_callback(functools.partial(print, x))


async def a_failed_future():
    x = asyncio.get_running_loop().create_future()
    error = ValueError()
    error.future = x
    x.set_exception(error)
    x.exception()


async def a_task():
    box = []

    async def work():
        box.append(asyncio.current_task())
        return box

    box.append(await asyncio.create_task(work()))


async def a_pending_task():
    loop = asyncio.get_running_loop()
    future = loop.create_future()

    async def work():
        await future

    task = asyncio.create_task(work())
    task._log_destroy_pending = False
    await asyncio.sleep(0)


async def a_queue():
    x = asyncio.Queue()
    x.put_nowait(x)


PLAIN = [a_list, a_dict, a_tuple, a_set, an_instance, an_instance_with_slots, an_instance_with_a_finaliser, a_closure,
         a_bound_method, a_deque, a_weak_reference, a_generator, an_iterator, an_exception, an_exception_chain, a_class,
         a_property, a_cached_function]
ASYNC = [a_future, a_failed_future, a_task, a_pending_task, a_queue]
# Classes cost fifty times a list.
SLOW = {a_class: 50, a_property: 50, a_cached_function: 5, a_task: 5, a_pending_task: 5}


def report(make, count, began, seconds, grown):
    failed = grown > ALLOWED
    print(f"{make.__name__:30} {count:>10} made, {seconds * 1e6 / count:6.2f} us each, grew by {grown:5.1f} MiB",
          "FAILED" if failed else "", flush=True)
    return failed


def soak(make, count):
    began = time.perf_counter()
    quarter = count // 4
    for _ in range(quarter):
        make()
    early = resident()
    for _ in range(count - quarter):
        make()
    return report(make, count, began, time.perf_counter() - began, resident() - early)


async def soak_async(make, count):
    began = time.perf_counter()
    quarter = count // 4
    for _ in range(quarter):
        await make()
    early = resident()
    for _ in range(count - quarter):
        await make()
    return report(make, count, began, time.perf_counter() - began, resident() - early)


def main():
    count = int(sys.argv[1].replace(",", "")) if len(sys.argv) > 1 else 2_000_000
    failed = False
    for make in PLAIN:
        failed |= soak(make, max(count // SLOW.get(make, 1), 1))
    for make in ASYNC:
        failed |= asyncio.run(soak_async(make, max(count // SLOW.get(make, 1), 1)))
    sys.exit(failed)


main()
