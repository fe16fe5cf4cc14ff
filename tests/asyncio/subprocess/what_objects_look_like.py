import asyncio
from asyncio.subprocess import PIPE


async def main():
    process = await asyncio.create_subprocess_exec("cat", stdin=PIPE, stdout=PIPE)
    pid = process.pid
    print(repr(process) == f"<Process {pid}>", type(process).__module__)
    transport = process._transport
    print(repr(transport).split(" stdin=")[0].replace(str(pid), "PID"))
    print(type(process.stdin).__name__, type(process.stdout).__name__, transport.get_extra_info("subprocess").pid == pid)
    await process.communicate()
    # Whether its pipes have closed by now is up to the system.
    print(" returncode=0" in repr(transport))


asyncio.run(main())
# expect:
# True asyncio.subprocess
# <_UnixSubprocessTransport pid=PID running
# StreamWriter StreamReader True
# True
