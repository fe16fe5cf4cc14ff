import asyncio
import logging
import os

logging.basicConfig(level=logging.ERROR)


async def main():
    process = await asyncio.create_subprocess_shell("exit 5")
    os.waitid(os.P_PID, process.pid, os.WEXITED)
    print(await process.wait())  # expect: 255


asyncio.run(main())
