"""Ten thousand short children, twenty at a time: CPU time of the parent for each, and what is left behind."""
import asyncio
import json
import os
import sys
import time

N = int(os.environ.get("N", 10_000))
factory = None
if "--uvloop" in sys.argv:
    import uvloop
    factory = uvloop.new_event_loop


def rss():
    with open("/proc/self/statm") as f:
        return int(f.read().split()[1]) * 4096


def descriptors():
    return len(os.listdir("/proc/self/fd"))


async def children(count):
    for _ in range(count):
        child = await asyncio.create_subprocess_exec("/bin/true")
        assert await child.wait() == 0


async def main():
    await asyncio.gather(*[children(5) for _ in range(20)])
    memory, files, start = rss(), descriptors(), time.process_time()
    await asyncio.gather(*[children(N // 20) for _ in range(20)])
    cpu = time.process_time() - start
    print(json.dumps({"cpu": cpu / N, "grown": rss() - memory, "descriptors": descriptors() - files}))


with asyncio.Runner(loop_factory=factory) as runner:
    runner.run(main())
