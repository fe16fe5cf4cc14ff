import asyncio
from asyncio.subprocess import PIPE


async def main():
    data = b"0123456789" * 100_000
    process = await asyncio.create_subprocess_exec("cat", stdin=PIPE, stdout=PIPE)
    out, _ = await process.communicate(data)
    print(out == data)  # expect: True


asyncio.run(main())
