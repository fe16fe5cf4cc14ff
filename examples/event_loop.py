"""The event loop is a queue of callbacks and timers; coroutines are one kind of passenger among others."""
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    arrived = loop.create_future()

    loop.call_later(0.02, arrived.set_result, "the late train")
    loop.call_soon(print, "a callback runs as soon as the loop is free")
    print("the loop is running:", loop.is_running())

    await asyncio.sleep(0)
    print("a turn has passed")
    print("and here is", await arrived)


asyncio.run(main())

# expect:
# the loop is running: True
# a callback runs as soon as the loop is free
# a turn has passed
# and here is the late train
