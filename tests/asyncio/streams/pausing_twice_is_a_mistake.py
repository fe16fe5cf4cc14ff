import asyncio

async def main():
    flow = asyncio.streams.FlowControlMixin(asyncio.get_running_loop())
    try:
        flow.resume_writing()
    except AssertionError:
        print("not paused")  # expect: not paused
    flow.pause_writing()
    try:
        flow.pause_writing()
    except AssertionError:
        print("paused already")  # expect: paused already
    try:
        flow._get_close_waiter(None)
    except NotImplementedError:
        print("not implemented")  # expect: not implemented

asyncio.run(main())
