import asyncio
import logging
import os
import signal

logging.basicConfig(level=logging.ERROR)


async def main():
    process = await asyncio.create_subprocess_exec("sleep", "60")
    os.kill(process.pid, signal.SIGKILL)
    # Before the loop has a look.
    os.waitid(os.P_PID, process.pid, os.WEXITED)
    print(await process.wait())  # expect: 255


asyncio.run(main())
