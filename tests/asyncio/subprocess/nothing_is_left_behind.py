import asyncio
import os
from asyncio.subprocess import PIPE


async def main():
    process = await asyncio.create_subprocess_exec("true")
    await process.wait()
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(30):
        process = await asyncio.create_subprocess_exec("echo", "x", stdin=PIPE, stdout=PIPE, stderr=PIPE)
        await process.communicate()
    await asyncio.sleep(0)
    print(len(os.listdir("/proc/self/fd")) - before)  # expect: 0
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        print("no zombies")  # expect: no zombies


asyncio.run(main())
