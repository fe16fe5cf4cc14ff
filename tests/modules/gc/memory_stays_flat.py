import asyncio, collections, functools, weakref

def resident():
    with open("/proc/self/statm") as f:
        return int(f.read().split()[1]) * 4096

class Node:
    pass

def closure():
    def inner():
        return inner

def generator():
    def numbers():
        me = yield
        yield
    g = numbers()
    next(g)
    g.send(g)

def exception():
    try:
        raise ValueError
    except ValueError as e:
        kept = e

def instance():
    a, b = Node(), Node()
    a.other, b.other = b, a

def containers():
    items = []
    items.append({"items": items, "deque": collections.deque([items]), "pair": (items, 1)})

def local_class():
    class Local:
        def method(self):
            return __class__
    Local().method()

async def task():
    box = []

    async def work():
        box.append(asyncio.current_task())

    box.append(await asyncio.create_task(work()))

async def main():
    sizes = []
    for quarter in range(4):
        for _ in range(20_000):
            for make in (closure, generator, exception, instance, containers):
                make()
        for _ in range(1000):
            local_class()
            await task()
        sizes.append(resident())
    grown = sizes[-1] - sizes[0]
    print("grown by more than 16 MiB:", grown > 16 << 20)  # expect: grown by more than 16 MiB: False

asyncio.run(main())
