import asyncio, re

async def work():
    return 5

async def fail():
    raise ValueError("bad")

def show(task):
    print(re.sub(r"(at|running at) \S+?(\w+\.py):(\d+)", r"\1 PATH", repr(task)))

async def main():
    a = asyncio.create_task(work(), name="A")
    b = asyncio.create_task(fail(), name="B")
    show(a)
    await asyncio.wait([a, b])
    show(a)
    show(b)
    b.exception()

asyncio.run(main())

# expect:
# <Task pending name='A' coro=<work() running at PATH>>
# <Task finished name='A' coro=<work() done, defined at PATH> result=5>
# <Task finished name='B' coro=<fail() done, defined at PATH> exception=ValueError('bad')>
