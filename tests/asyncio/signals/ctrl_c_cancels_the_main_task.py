import asyncio
import os
import signal


async def main():
    os.kill(os.getpid(), signal.SIGINT)
    try:
        await asyncio.sleep(60)
    except asyncio.CancelledError:
        print("cancelled")
        raise
    finally:
        print("finally")


try:
    asyncio.run(main())
except KeyboardInterrupt as e:
    print("interrupted", repr(e.__context__))
# expect:
# cancelled
# finally
# interrupted CancelledError()
