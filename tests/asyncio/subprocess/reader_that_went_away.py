import asyncio
from asyncio.subprocess import PIPE


async def main():
    process = await asyncio.create_subprocess_exec("true", stdin=PIPE)
    # communicate() minds neither a broken pipe nor a reset.
    print(await process.communicate(b"x" * 1_000_000), process.returncode)  # expect: (None, None) 0
    process = await asyncio.create_subprocess_exec("true", stdin=PIPE)
    await process.wait()
    try:
        while True:
            process.stdin.write(b"x" * 100_000)
            await process.stdin.drain()
    except (BrokenPipeError, ConnectionResetError) as e:
        print("gone")  # expect: gone


asyncio.run(main())
