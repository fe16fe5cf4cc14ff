import asyncio
import os
import signal


async def main():
    for _ in range(2):
        try:
            os.kill(os.getpid(), signal.SIGINT)
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            print("cancelled")
        except KeyboardInterrupt:
            print("interrupted in the task")
            raise


try:
    asyncio.run(main())
except KeyboardInterrupt:
    print("interrupted")
# expect:
# cancelled
# interrupted in the task
# interrupted
