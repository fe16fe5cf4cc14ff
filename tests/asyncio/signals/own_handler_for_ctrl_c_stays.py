import asyncio
import os
import signal


async def main():
    os.kill(os.getpid(), signal.SIGINT)
    await asyncio.sleep(0)
    print("not cancelled")


signal.signal(signal.SIGINT, lambda number, frame: print("own handler"))
asyncio.run(main())
# expect:
# own handler
# not cancelled
