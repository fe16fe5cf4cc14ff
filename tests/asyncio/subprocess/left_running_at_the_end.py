import asyncio
import os
import signal


async def main():
    global process
    process = await asyncio.create_subprocess_exec("sleep", "60")


asyncio.run(main())
print(process.returncode)  # expect: None
os.kill(process.pid, signal.SIGKILL)
print(os.waitpid(process.pid, 0)[1])  # expect: 9
process._transport.close()
