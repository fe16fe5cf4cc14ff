import asyncio

async def stage(n, events):
    await events[n].wait()
    print("stage", n)
    if n + 1 < len(events):
        events[n + 1].set()
        print("set", n + 1)

async def main():
    events = [asyncio.Event() for _ in range(3)]
    tasks = [asyncio.create_task(stage(n, events)) for n in (2, 1, 0)]
    await asyncio.sleep(0)
    events[0].set()
    await asyncio.gather(*tasks)

asyncio.run(main())

# expect:
# stage 0
# set 1
# stage 1
# set 2
# stage 2
