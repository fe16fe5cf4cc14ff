# only taipan: virtual time
import asyncio
import time


async def in_loop(seconds):
    await asyncio.sleep(seconds)
    print("task", time.monotonic())


async def in_thread(seconds):
    await asyncio.to_thread(time.sleep, seconds)
    print("thread", time.monotonic())


async def main():
    await asyncio.gather(in_loop(30), in_thread(20), in_loop(10), in_thread(40))


asyncio.run(main())
# expect:
# task 10.0
# thread 20.0
# task 30.0
# thread 40.0
