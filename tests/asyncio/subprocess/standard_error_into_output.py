import asyncio
from asyncio.subprocess import DEVNULL, PIPE, STDOUT


async def main():
    script = "cat; echo one; echo two >&2"
    process = await asyncio.create_subprocess_shell(script, stdin=DEVNULL, stdout=PIPE, stderr=STDOUT)
    print(await process.communicate(), process.stdin, process.stderr)  # expect: (b'one\ntwo\n', None) None None


asyncio.run(main())
