import asyncio

async def drainer(flow):
    try:
        await flow._drain_helper()
    except ConnectionResetError as e:
        return f"reset: {e}"
    return "fine"

async def main():
    loop = asyncio.get_running_loop()
    for exc in (None, ConnectionResetError("by peer")):
        flow = asyncio.streams.FlowControlMixin(loop)
        flow.pause_writing()
        tasks = [asyncio.create_task(drainer(flow)) for _ in range(2)]
        await asyncio.sleep(0)
        flow.connection_lost(exc)
        print(await asyncio.gather(*tasks))
        print(await drainer(flow))

asyncio.run(main())

# expect:
# ['fine', 'fine']
# reset: Connection lost
# ['reset: by peer', 'reset: by peer']
# reset: Connection lost
