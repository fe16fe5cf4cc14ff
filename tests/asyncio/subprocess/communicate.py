import asyncio
from asyncio.subprocess import PIPE


async def main():
    process = await asyncio.create_subprocess_exec("tr", "a-z", "A-Z", stdin=PIPE, stdout=PIPE)
    print(await process.communicate(b"text"), process.returncode)  # expect: (b'TEXT', None) 0
    process = await asyncio.create_subprocess_shell("echo out; echo err >&2; exit 3", stdout=PIPE, stderr=PIPE)
    print(await process.communicate(), process.returncode)  # expect: (b'out\n', b'err\n') 3


asyncio.run(main())
