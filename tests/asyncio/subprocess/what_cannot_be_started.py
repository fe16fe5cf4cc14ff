import asyncio
from asyncio.subprocess import PIPE


async def main():
    loop = asyncio.get_running_loop()
    for arguments in [(["/no/such/program"], {}), (["true"], {"cwd": "/no/such/directory"}), (["/etc"], {})]:
        try:
            await asyncio.create_subprocess_exec(*arguments[0], stdin=PIPE, stdout=PIPE, **arguments[1])
        except OSError as e:
            print(type(e).__name__, e)
    protocol = asyncio.SubprocessProtocol
    for call in [
        lambda: loop.subprocess_exec(protocol, "true", universal_newlines=True),
        lambda: loop.subprocess_exec(protocol, "true", shell=True),
        lambda: loop.subprocess_exec(protocol, "true", bufsize=4096),
        lambda: loop.subprocess_exec(protocol, "true", text=True),
        lambda: loop.subprocess_exec(protocol, "true", encoding="utf-8"),
        lambda: loop.subprocess_exec(protocol, "true", errors="strict"),
        lambda: loop.subprocess_shell(protocol, ["true"]),
        lambda: loop.subprocess_shell(protocol, "true", shell=False),
    ]:
        try:
            await call()
        except ValueError as e:
            print(e)


asyncio.run(main())
# expect:
# FileNotFoundError [Errno 2] No such file or directory: '/no/such/program'
# FileNotFoundError [Errno 2] No such file or directory: '/no/such/directory'
# PermissionError [Errno 13] Permission denied: '/etc'
# universal_newlines must be False
# shell must be False
# bufsize must be 0
# text must be False
# encoding must be None
# errors must be None
# cmd must be a string
# shell must be True
