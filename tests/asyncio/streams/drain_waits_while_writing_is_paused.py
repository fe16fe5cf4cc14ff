import asyncio

async def drainer(flow, n):
    await flow._drain_helper()
    print("drained", n)

async def main():
    loop = asyncio.get_running_loop()
    flow = asyncio.streams.FlowControlMixin(loop)
    await drainer(flow, 0)
    flow.pause_writing()
    tasks = [asyncio.create_task(drainer(flow, n)) for n in range(1, 4)]
    await asyncio.sleep(0)
    print("paused", len(flow._drain_waiters))
    tasks[1].cancel()
    await asyncio.sleep(0)
    print("cancelled one", len(flow._drain_waiters))
    flow.resume_writing()
    await asyncio.gather(*tasks, return_exceptions=True)
    print(len(flow._drain_waiters))

asyncio.run(main())

# expect:
# drained 0
# paused 3
# cancelled one 2
# drained 1
# drained 3
# 0
