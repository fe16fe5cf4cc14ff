"""A million tasks that sleep at once: memory, CPU time to make and finish them, and to cancel as many."""
import asyncio
import json
import os
import sys
import time

N = int(os.environ.get("N", 1_000_000))
factory = None
if "--uvloop" in sys.argv:
    import uvloop
    factory = uvloop.new_event_loop


def rss():
    with open("/proc/self/statm") as f:
        return int(f.read().split()[1]) * 4096


async def nap(seconds):
    await asyncio.sleep(seconds)


async def all_asleep(seconds):
    tasks = [asyncio.create_task(nap(seconds)) for _ in range(N)]
    await asyncio.sleep(0)
    return tasks


async def main():
    start = time.process_time()
    tasks = await all_asleep(5)
    memory = rss()
    await tasks[-1]
    await asyncio.sleep(0)
    made_and_finished = time.process_time() - start
    assert all(t.done() for t in tasks)
    del tasks
    tasks = await all_asleep(3600)
    start = time.process_time()
    for t in tasks:
        t.cancel()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    cancelled = time.process_time() - start
    assert all(t.cancelled() for t in tasks)
    print(json.dumps({"memory": memory, "made_and_finished": made_and_finished, "cancelled": cancelled}))


with asyncio.Runner(loop_factory=factory) as runner:
    runner.run(main())
