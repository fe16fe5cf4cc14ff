import asyncio
import os
import signal


async def main():
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    loop.add_signal_handler(signal.SIGINT, stop.set)
    os.kill(os.getpid(), signal.SIGINT)
    await stop.wait()
    print("stopped in an orderly way")  # expect: stopped in an orderly way


asyncio.run(main())
