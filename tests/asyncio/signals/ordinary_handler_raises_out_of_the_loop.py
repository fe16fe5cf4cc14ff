import asyncio
import os
import signal


def handler(number, frame):
    raise KeyboardInterrupt("terminated")


async def main():
    try:
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.sleep(60)
    finally:
        print("finally")


signal.signal(signal.SIGTERM, handler)
try:
    asyncio.run(main())
except KeyboardInterrupt as e:
    print(e)
# expect:
# finally
# terminated
